-- Rows from before there were tenants belong to the one that the configuration names.
alter table customer_order add column tenant text not null default '${formerTenant}' check (tenant <> '');
alter table customer_order alter column tenant drop default;
call guard_by_tenant('customer_order');
