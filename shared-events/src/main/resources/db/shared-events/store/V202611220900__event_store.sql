-- The history of every aggregate. Read as one it is in the order of (epoch, sequence): the epoch is the transaction that appended, or that
-- of the event before it in the same stream where that is later, so that the order of all keeps the order of each.
create table event (
    epoch       xid8        not null,
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
create index event_by_time on event using brin (recorded_at);

-- Where each stream stands. Its row lock puts those who append to one stream in turn.
create table event_stream (
    stream_type text,
    stream_id   text,
    version     bigint not null,
    epoch       xid8   not null,
    primary key (stream_type, stream_id)
) with (fillfactor = 70);

-- What the events of a stream had come to, so that not all of them have to be read. The newest is enough.
create table event_snapshot (
    stream_type text,
    stream_id   text,
    version     bigint      not null,
    schema      integer     not null,
    state       jsonb       not null,
    taken_at    timestamptz not null default now(),
    primary key (stream_type, stream_id)
);
