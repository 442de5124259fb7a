-- Every command that was carried out or rejected, and what its sender was told. The key is what makes it happen once.
create table command (
    tenant      text        not null default '',
    sender      text        not null default '',
    id          text        not null,
    number      bigint      generated always as identity,
    type        text        not null,
    aggregate   text        not null,
    payload     text        not null,
    correlation text,
    received_at timestamptz not null default clock_timestamp(),
    outcome     text,
    told        text,
    -- they are looked for by their ids alone, too
    primary key (id, sender, tenant)
);

-- They are read one page after the other, the latest first, and found by what they are about.
create unique index command_by_number on command (number);
create index command_by_aggregate on command (aggregate, number);
create index command_by_correlation on command (correlation, number) where correlation is not null;
create index command_by_time on command (received_at);
