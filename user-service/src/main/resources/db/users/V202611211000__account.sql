create table account (
    id            uuid        primary key,
    email         text        not null,
    name          text        not null,
    registered_at timestamptz not null,
    version       bigint      not null
);

create unique index account_email on account (lower(email));
