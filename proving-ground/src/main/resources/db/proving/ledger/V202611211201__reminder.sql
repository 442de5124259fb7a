-- What was to leave not before its time; a row commits together with the event.
create table reminder (
    id      uuid        primary key,
    account text        not null,
    due     timestamptz not null
);
