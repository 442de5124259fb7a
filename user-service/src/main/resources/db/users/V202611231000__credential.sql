-- What an account signs in with, and what it may do then. Beside the accounts and not part of them: a hash belongs in no event.
create table credential (
    account_id uuid        primary key,
    tenant     text        not null check (tenant <> ''),
    hash       text        not null,
    roles      text[]      not null,
    changed_at timestamptz not null
);

call guard_by_tenant('credential');
