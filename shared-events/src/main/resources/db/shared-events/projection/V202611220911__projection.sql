-- Every make of every projection, and how far each has come. One of them is read; the others are on their way to be, were found to differ, or have had their time.
create table projection_build (
    projection text        not null,
    build      integer     not null,
    version    integer     not null,
    state      text        not null check (state in ('ACTIVE', 'BUILDING', 'READY', 'DIFFERS', 'RETIRED')),
    epoch      bigint      not null default 0,
    sequence   bigint      not null default 0,
    handled    bigint      not null default 0,
    started_at timestamptz not null default now(),
    moved_at   timestamptz not null default now(),
    note       text,
    primary key (projection, build)
) with (fillfactor = 50);

create unique index projection_build_active on projection_build (projection) where state = 'ACTIVE';

-- What is being made anew stream by stream, and how far that has come.
create table projection_repair (
    projection  text,
    stream_type text,
    after_id    text        not null default '',
    streams     bigint      not null default 0,
    asked_at    timestamptz not null default clock_timestamp(),
    primary key (projection, stream_type)
);

-- What operators had done to them.
create table projection_audit (
    id         bigint      generated always as identity primary key,
    projection text        not null,
    build      integer     not null,
    what       text        not null,
    who        text,
    at         timestamptz not null default now()
);
