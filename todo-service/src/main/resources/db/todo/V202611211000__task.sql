create table task (
    id           uuid        primary key,
    owner        uuid        not null,
    title        text        not null,
    notes        text,
    due_at       timestamptz,
    status       text        not null check (status in ('OPEN', 'DONE', 'DELETED')),
    created_at   timestamptz not null,
    completed_at timestamptz,
    version      bigint      not null,
    lock         integer     not null
);

create index task_of_owner on task (owner, id);
