-- Offsets come back: after a topic was made anew, or with a new cluster. What a record says tells it from another at the same place.
alter table parked add column content uuid;
update parked set content = md5(coalesce(payload, ''))::uuid;
alter table parked alter column content set not null, drop constraint parked_pkey;
alter table parked add primary key (consumer, topic, lane, partition_id, offset_id, content);

alter table dead_letter add column content uuid;
update dead_letter set content = md5(coalesce(payload, ''))::uuid;
do $$
declare
    old text;
begin
    select conname into old from pg_constraint where conrelid = 'dead_letter'::regclass and contype = 'u';
    execute format('alter table dead_letter alter column content set not null, drop constraint %I', old);
end $$;
alter table dead_letter add unique (consumer, topic, partition_id, offset_id, content);

-- A change to a column of a unique index waits for those who hold a key-share lock; a new ticket is not to wait for deliveries.
alter table fence drop constraint fence_ticket_key;
create index fence_ticket on fence (ticket);
