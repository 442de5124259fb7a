create table account (
    name    text   primary key,
    version bigint not null
);
