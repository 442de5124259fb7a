-- Every command that was carried out or rejected, and what its sender was told. The key is what makes it happen once.
create table command (
    sender      text        not null,
    id          text        not null,
    type        text        not null,
    aggregate   text        not null,
    fingerprint bytea       not null,
    payload     text        not null,
    correlation text,
    received_at timestamptz not null default clock_timestamp(),
    outcome     text,
    told        text,
    primary key (sender, id)
);

create index command_by_time on command (received_at);
