create table contact (
    account_id uuid primary key,
    email      text not null,
    name       text not null
);

create table notification (
    id         uuid        primary key,
    recipient  uuid        not null,
    kind       text        not null,
    about      uuid        not null,
    text       text        not null,
    created_at timestamptz not null
);

create index notification_of_recipient on notification (recipient, id);
