-- No constraint: what is handled twice must show. The position tells in which order.
create table effect (
    position   bigint      generated always as identity primary key,
    posting    uuid        not null,
    account    text        not null,
    version    bigint      not null,
    replica    text        not null,
    handled_at timestamptz not null default clock_timestamp()
);

create table attempt (
    posting      uuid        not null,
    replica      text        not null,
    attempted_at timestamptz not null default clock_timestamp()
);
create index attempt_posting on attempt (posting);
