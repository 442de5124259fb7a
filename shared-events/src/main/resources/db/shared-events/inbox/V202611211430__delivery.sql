-- Ids are UUIDv7, so a range of ids is a range of time: the hot window is dropped partition by partition, and the primary key still
-- holds over the whole table. Foreign ids fall where they fall; the default partition takes what no other does.
alter table inbox rename to inbox_before;
alter table inbox_before rename constraint inbox_pkey to inbox_before_pkey;
create table inbox (
    consumer   text        not null,
    event_id   uuid        not null,
    handled_at timestamptz not null default now(),
    primary key (event_id, consumer)
) partition by range (event_id);
create table inbox_default partition of inbox default;
insert into inbox select consumer, event_id, handled_at from inbox_before;
drop table inbox_before;

-- How far each aggregate has come, its lane being the key of its events; kept for ever, so that an event is known at any age, and a missing one is noticed.
create table inbox_version (
    consumer text   not null,
    topic    text   not null,
    lane     text   not null,
    version  bigint not null,
    primary key (consumer, topic, lane)
) with (fillfactor = 80);

-- Versions that never came: lost, or still to come.
create table inbox_gap (
    consumer     text        not null,
    topic        text        not null,
    lane         text        not null,
    from_version bigint      not null,
    to_version   bigint      not null,
    noticed_at   timestamptz not null default now(),
    primary key (consumer, topic, lane, from_version)
);

-- Who may commit for a partition: whoever raised the epoch last. "whole" if this consumer has read the partition from its first offset.
create table delivery_partition (
    consumer     text    not null,
    topic        text    not null,
    partition_id integer not null,
    epoch        bigint  not null,
    whole        boolean not null,
    primary key (consumer, topic, partition_id)
);

-- An event that failed, and with it a closed way for all that follows on the same lane: the key, or the record alone where it has none.
create table fence (
    consumer        text        not null,
    topic           text        not null,
    lane            text        not null,
    state           text        not null check (state in ('retrying', 'draining', 'held')),
    ticket          uuid        not null unique,
    due_at          timestamptz not null,
    attempts        integer     not null,
    first_failed_at timestamptz not null,
    partition_id    integer     not null,
    offset_id       bigint      not null,
    message_key     bytea,
    headers         jsonb       not null,
    payload         bytea,
    primary key (consumer, topic, lane)
);
create index fence_due on fence (consumer, due_at);

-- What waits behind a fence, in its order.
create table parked (
    consumer     text        not null,
    topic        text        not null,
    lane         text        not null,
    partition_id integer     not null,
    offset_id    bigint      not null,
    message_key  bytea,
    headers      jsonb       not null,
    payload      bytea,
    parked_at    timestamptz not null default now(),
    primary key (consumer, topic, lane, partition_id, offset_id)
);

alter table dead_letter rename to dead_letter_before;
alter table dead_letter_before rename constraint dead_letter_pkey to dead_letter_before_pkey;
create table dead_letter (
    id              uuid        primary key,
    consumer        text        not null,
    topic           text        not null,
    partition_id    integer     not null,
    offset_id       bigint      not null,
    lane            text        not null,
    state           text        not null check (state in ('dead', 'replaying', 'replayed', 'discarded')),
    holds           boolean     not null default false,
    event_id        uuid,
    type            text,
    message_key     bytea,
    headers         jsonb       not null,
    payload         bytea,
    edited_payload  bytea,
    attempts        integer     not null,
    replays         integer     not null default 0,
    first_failed_at timestamptz not null,
    failed_at       timestamptz not null,
    exception       text        not null,
    message         text        not null,
    stack           text        not null,
    unique (consumer, topic, partition_id, offset_id)
);
create index dead_letter_failed on dead_letter (consumer, state, failed_at);
insert into dead_letter (id, consumer, topic, partition_id, offset_id, lane, state, message_key, headers, payload, attempts,
                         first_failed_at, failed_at, exception, message, stack)
select gen_random_uuid(), consumer, topic, partition_id, offset_id, '@' || partition_id || ':' || offset_id, 'dead', message_key, '{}', payload, 1,
       failed_at, failed_at, 'dev.tideline.events.UnreadableEvent', reason, ''
from dead_letter_before;
drop table dead_letter_before;

-- What operators did with dead letters, and why.
create table dead_letter_act (
    position    bigint      generated always as identity primary key,
    dead_letter uuid        not null references dead_letter,
    act         text        not null check (act in ('died', 'edited', 'replay', 'replayed', 'discarded')),
    actor       text        not null,
    reason      text,
    acted_at    timestamptz not null default now()
);
create index dead_letter_act_of on dead_letter_act (dead_letter);
