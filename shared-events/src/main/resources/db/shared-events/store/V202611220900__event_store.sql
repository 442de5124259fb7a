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

-- A page of them, behind one position and before an epoch. However many there are, and whatever the planner thinks of that before it has been
-- told: in their order along an index, no more than asked for. The comparison of rows is the only one that says where to begin: beside a
-- lower bound, or an equal column, of its own an index is read from there, and what is before the position thrown away.
create function event_page(
    wanted text[], after_epoch bigint, after_sequence bigint, first_epoch bigint, before_epoch bigint,
    since timestamptz, until timestamptz, most integer
) returns setof event language plpgsql stable rows 100 set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off as $$
begin
    if first_epoch > after_epoch then
        after_epoch := first_epoch;
        after_sequence := -1;
    end if;
    if cardinality(wanted) = 0 then
        return query
            select e.* from event e
            where (e.epoch, e.sequence) > (after_epoch, after_sequence) and e.epoch < before_epoch
                and (since is null or e.recorded_at >= since) and (until is null or e.recorded_at < until)
            order by e.epoch, e.sequence
            limit most;
    else
        return query
            select e.* from unnest(wanted) as one (type) cross join lateral (
                select e.* from event e
                where (e.type, e.epoch, e.sequence) > (one.type, after_epoch, after_sequence)
                    and (e.type, e.epoch) < (one.type, before_epoch)
                    and (since is null or e.recorded_at >= since) and (until is null or e.recorded_at < until)
                order by e.type, e.epoch, e.sequence
                limit most
            ) e
            order by e.epoch, e.sequence
            limit most;
    end if;
end $$;

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
