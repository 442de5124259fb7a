-- Rows from before there were tenants belong to the one that the configuration names.
alter table task add column tenant text not null default '${formerTenant}' check (tenant <> '');
alter table task alter column tenant drop default;
call guard_by_tenant('task');
call guard_by_tenant('command');
