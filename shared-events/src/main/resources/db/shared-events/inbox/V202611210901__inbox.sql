-- What a consumer group has handled; the row commits together with the effects.
create table inbox (
    consumer   text        not null,
    event_id   uuid        not null,
    handled_at timestamptz not null default now(),
    primary key (consumer, event_id)
);

-- What could not be read, byte for byte, so that the rest flows and nothing is lost.
create table dead_letter (
    consumer     text        not null,
    topic        text        not null,
    partition_id integer     not null,
    offset_id    bigint      not null,
    message_key  bytea,
    payload      bytea,
    reason       text        not null,
    failed_at    timestamptz not null default now(),
    primary key (consumer, topic, partition_id, offset_id)
);
