create table counter_shape (
    id    text   primary key,
    total bigint not null,
    moves bigint not null
);
