-- Only a digest of the secret is kept: it is random enough that nobody guesses it.
create table personal_token (
    id           uuid        primary key,
    account_id   uuid        not null,
    tenant       text        not null check (tenant <> ''),
    name         text        not null,
    digest       bytea       not null unique,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz
);

create index personal_token_of_account on personal_token (account_id);

call guard_by_tenant('personal_token');
