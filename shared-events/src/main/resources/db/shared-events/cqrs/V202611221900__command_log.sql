-- So that commands can be read one page after the other, the latest first, and found by what they are about.
alter table command add column number bigint generated always as identity;

-- They are looked for by their ids alone, too.
alter table command drop constraint command_pkey, add primary key (id, sender, tenant);

create unique index command_by_number on command (number);
create index command_by_aggregate on command (aggregate, number);
create index command_by_correlation on command (correlation, number) where correlation is not null;
