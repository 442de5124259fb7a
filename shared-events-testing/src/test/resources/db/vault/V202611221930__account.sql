create table account_shape (
    id      text    primary key,
    owner   text    not null,
    balance numeric not null
);
