-- How often signing in was tried in vain, by account and by network address; both are keyed digests.
create table sign_in_guard (
    subject        text        primary key,
    failures       int         not null,
    last_failed_at timestamptz not null,
    closed_until   timestamptz not null
);

create index sign_in_guard_age on sign_in_guard (last_failed_at);
