-- The version each aggregate was last heard of with. Its row lock makes the order of commits the order of versions.
create table outbox_head (
    aggregatetype text,
    aggregateid   text,
    version       bigint not null,
    primary key (aggregatetype, aggregateid)
) with (fillfactor = 70);

insert into outbox_head
select aggregatetype, aggregateid, max(aggregateversion) from outbox
where aggregateversion is not null
group by aggregatetype, aggregateid;
