-- Every command that was carried out or rejected, and what its sender was told. The key is what makes it happen once.
create table command (
    tenant      text        not null default '',
    sender      text        not null default '',
    id          text        not null,
    type        text        not null,
    aggregate   text        not null,
    payload     text        not null,
    correlation text,
    received_at timestamptz not null default clock_timestamp(),
    outcome     text,
    told        text,
    primary key (tenant, sender, id)
);

create index command_by_time on command (received_at);
