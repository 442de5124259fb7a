-- The history of every aggregate. Read as one it is in the order of (epoch, sequence); see PostgresEventStore for what an epoch is.
create table event (
    epoch       bigint      not null,
    sequence    bigint      generated always as identity,
    id          uuid        not null,
    stream_type text        not null,
    stream_id   text        not null,
    version     bigint      not null,
    type        text        not null,
    tenant      text,
    recorded_at timestamptz not null,
    payload     bytea       not null,
    primary key (stream_type, stream_id, version)
);

create unique index event_by_id on event (id);
create index event_by_position on event (epoch, sequence);
create index event_by_type on event (type, epoch, sequence);
create index event_by_time on event using brin (recorded_at) with (autosummarize = on);

-- Where each stream stands. Its row lock puts those who append to one stream in turn.
create table event_stream (
    stream_type text,
    stream_id   text,
    version     bigint not null,
    epoch       bigint not null,
    primary key (stream_type, stream_id)
) with (fillfactor = 70);

-- What is added to the number of a transaction to make an epoch: 0, until the data come to a server that counts from elsewhere.
create table event_era (
    base bigint  not null,
    one  boolean primary key default true check (one)
);

insert into event_era (base) values (0);

-- What the events of a stream had come to, so that not all of them have to be read. The newest of a schema is enough.
create table event_snapshot (
    stream_type text,
    stream_id   text,
    schema      text,
    version     bigint      not null,
    state       text        not null,
    taken_at    timestamptz not null default now(),
    primary key (stream_type, stream_id, schema)
);
