create table balance_shape (
    account  text   primary key,
    amount   bigint not null,
    postings bigint not null
);
