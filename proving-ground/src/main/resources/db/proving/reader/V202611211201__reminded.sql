create table reminded (
    position   bigint      generated always as identity primary key,
    reminder   uuid        not null,
    account    text        not null,
    handled_at timestamptz not null default clock_timestamp()
);
