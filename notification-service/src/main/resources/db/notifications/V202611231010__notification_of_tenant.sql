-- Rows from before there were tenants belong to the one that the configuration names.
alter table contact add column tenant text not null default '${formerTenant}' check (tenant <> '');
alter table contact alter column tenant drop default;
call guard_by_tenant('contact');

alter table notification add column tenant text not null default '${formerTenant}' check (tenant <> '');
alter table notification alter column tenant drop default;
call guard_by_tenant('notification');
