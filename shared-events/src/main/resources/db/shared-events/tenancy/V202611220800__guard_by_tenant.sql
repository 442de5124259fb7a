-- Has a table with a column "tenant" show and take rows of one tenant only: the one that tideline.tenant names, for the owner of the table
-- too. '*' is all of them, for work that is no one tenant's; where nothing is named there is nothing to see. The rows of partitions are
-- guarded when they are reached by their table.
create procedure guard_by_tenant(guarded regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security, force row level security', guarded);
    execute format(
        'create policy of_one_tenant on %s using ('
        'tenant = (select current_setting(''tideline.tenant'', true)) or (select current_setting(''tideline.tenant'', true)) = ''*'')',
        guarded);
end $$;
