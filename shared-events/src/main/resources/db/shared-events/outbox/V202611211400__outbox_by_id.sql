-- Partitioned by its id: a UUIDv7 begins with the time it was made at, so a range of ids is a range of time, and the primary key
-- still holds for the whole table. Whatever has no partition of its own goes to the default one; an insert never fails for that.
alter table outbox rename to outbox_before;
alter index outbox_pkey rename to outbox_before_pkey;

create table outbox (
    id               uuid        primary key,
    aggregatetype    text        not null,
    aggregateid      text        not null,
    aggregateversion bigint,
    type             text        not null,
    topic            text        not null,
    message_key      text        not null,
    traceparent      text,
    payload          bytea,
    created_at       timestamptz not null default now(),
    -- name to value; what is named here replaces the header that would be made of the row, null takes it away
    headers          jsonb,
    -- of the topic; where there is none the key decides
    kafka_partition  integer
) partition by range (id);

create table outbox_default partition of outbox default;

-- Before the publication knows the table: what is copied was published, or is still to be read from the log of the old one.
insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, traceparent, payload, created_at)
select id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, traceparent, payload, created_at
from outbox_before;

drop table outbox_before;

do $$
declare
    relay text := current_schema() || '_relay';
begin
    execute format('alter publication %I add table outbox', current_schema() || '_outbox');
    if exists (select from pg_roles where rolname = relay) then
        execute format('grant select on outbox to %I', relay);
    end if;
end $$;
