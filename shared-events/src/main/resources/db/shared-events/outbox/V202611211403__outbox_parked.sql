-- What Kafka refuses for good, and what follows it under the same key, in order. A row goes when Kafka has taken it; one that an operator
-- discarded stays as the record of that.
create table outbox_parked (
    position         bigint      generated always as identity primary key,
    id               uuid        not null unique,
    type             text        not null,
    topic            text        not null,
    message_key      text        not null,
    aggregateversion bigint,
    traceparent      text,
    payload          bytea,
    headers          jsonb,
    kafka_partition  integer,
    reason           text        not null,
    attempts         integer     not null default 1,
    parked_at        timestamptz not null default now(),
    retry_requested  boolean     not null default false,
    discarded_at     timestamptz,
    discard_reason   text
);

create index on outbox_parked (topic, message_key, position) where discarded_at is null;

do $$
declare
    relay text := current_schema() || '_relay';
begin
    if exists (select from pg_roles where rolname = relay) then
        execute format('grant select, insert, update, delete on outbox_parked to %I', relay);
    end if;
end $$;
