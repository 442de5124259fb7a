-- The newest signs; older ones stay until all they signed has expired. The private half is sealed with a key that is not in this database.
create table signing_key (
    id         text        primary key,
    sealed     bytea       not null,
    created_at timestamptz not null
);
