create table customer_order (
    id        uuid        primary key,
    customer  uuid        not null,
    currency  text        not null,
    lines     jsonb       not null,
    total     numeric     not null,
    placed_at timestamptz not null,
    version   bigint      not null
);
