-- id, aggregatetype, aggregateid, type and payload are what Debezium's outbox event router looks for.
create table outbox (
    id               uuid        primary key,
    aggregatetype    text        not null,
    aggregateid      text        not null,
    aggregateversion bigint,
    type             text        not null,
    topic            text        not null,
    message_key      text        not null,
    traceparent      text,
    payload          bytea       not null,
    created_at       timestamptz not null default now()
);

-- The publication is named after the schema. Where an administrator made it beforehand the role needs no right to make one,
-- and where there is a role of the relay's own, it may read this table and no other.
do $$
declare
    publication text := current_schema() || '_outbox';
    relay text := current_schema() || '_relay';
begin
    if exists (select from pg_publication where pubname = publication) then
        execute format('alter publication %I add table outbox', publication);
    else
        execute format(
            'create publication %I for table outbox with (publish = ''insert'', publish_via_partition_root = true)', publication);
    end if;
    if exists (select from pg_roles where rolname = relay) then
        execute format('grant select on outbox to %I', relay);
    end if;
end $$;
