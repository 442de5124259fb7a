-- Accounts are what their events make of them, and belong to tenants; those from before to the one that the configuration names. They become streams of one event, which has been published already.
insert into event (epoch, id, stream_type, stream_id, version, type, tenant, recorded_at, payload)
select pg_current_xact_id()::text::bigint, given.event_id, 'account', given.id::text, 1, 'users.account.registered', '${formerTenant}', given.registered_at,
    convert_to(
        json_build_object(
            'specversion', '1.0',
            'id', given.event_id,
            'source', '/user-service',
            'type', 'users.account.registered',
            'subject', given.id,
            'time', given.time,
            'datacontenttype', 'application/json',
            'dataschema', 'urn:tideline:users.account.registered:1',
            'aggregatetype', 'account',
            'aggregateversion', 1,
            'correlationid', given.event_id,
            'tenantid', '${formerTenant}',
            'priority', 'normal',
            'schemaversion', 1,
            'data', json_build_object(
                'accountId', given.id, 'email', given.email, 'name', given.name, 'registeredAt', given.time))::text,
        'UTF8')
from (
    select account.*, gen_random_uuid() as event_id,
        to_char(registered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as time
    from account
    order by id
) given;

insert into event_stream (stream_type, stream_id, version, epoch)
select stream_type, stream_id, version, epoch from event where stream_type = 'account';

create table account_address (
    account_id uuid    primary key,
    tenant     text    not null check (tenant <> ''),
    address    text    not null,
    active     boolean not null default true,
    unique (tenant, address)
);

insert into account_address (account_id, tenant, address) select id, '${formerTenant}', lower(email) from account;

drop table account;

call guard_by_tenant('event');
call guard_by_tenant('command');
call guard_by_tenant('account_address');

-- What is made of the events to be read; each build of a projection gets tables like these.
create table account_profile_shape (
    id             uuid        primary key,
    tenant         text        not null,
    email          text        not null,
    name           text        not null,
    active         boolean     not null,
    registered_at  timestamptz not null,
    deactivated_at timestamptz,
    version        bigint      not null,
    searched       text        not null generated always as (lower(name || ' ' || email)) stored
);

create index on account_profile_shape using gin (searched gin_trgm_ops);

create table account_count_shape (
    tenant   text   primary key,
    active   bigint not null,
    inactive bigint not null
);

create table account_registrations_shape (
    tenant     text        not null,
    minute     timestamptz not null,
    registered bigint      not null,
    primary key (tenant, minute)
);
