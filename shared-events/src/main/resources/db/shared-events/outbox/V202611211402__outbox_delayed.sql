-- What is not due yet. When it is, its row moves to the outbox, under an id made then: ids there are in the order of time.
create table outbox_delayed (
    id              uuid        primary key,
    due             timestamptz not null,
    aggregatetype   text        not null,
    aggregateid     text        not null,
    type            text        not null,
    topic           text        not null,
    message_key     text        not null,
    traceparent     text,
    payload         bytea,
    headers         jsonb,
    kafka_partition integer,
    created_at      timestamptz not null default now()
);

create index on outbox_delayed (due);

-- Where the log stood when all rows of a partition, or all rows of the default one from before a time, were committed: they may go
-- when the slot has confirmed that position, and there are still so many of them.
create table outbox_closed (
    name   text        primary key,
    before timestamptz not null,
    rows   bigint      not null,
    lsn    pg_lsn      not null
);

do $$
declare
    relay text := current_schema() || '_relay';
begin
    if exists (select from pg_roles where rolname = relay) then
        execute format('grant select on outbox_delayed to %I', relay);
    end if;
end $$;
