-- Run as superuser, in the database the suite uses; local-stack, docker-compose and the tests all run this very file. It may run
-- any number of times: it adds what is missing and leaves passwords alone, so a database from before is brought up to date by it.
-- A schema and a role per service; a role reaches its own schema and no other. Where a service publishes, a second role may
-- replicate, read its outbox and park rows of it, and the service owns the publication that its outbox joins. Postgres knows no narrower
-- right than to replicate: whoever has a relay's password can stream any publication of the server.
-- The passwords are for machines where nothing but the suite itself can reach the server; elsewhere, bring your own roles.

revoke all on schema public from public;

-- What services may use of Postgres' own extensions.
create schema if not exists extensions;
grant usage on schema extensions to public;
create extension if not exists pg_trgm schema extensions;
-- Where a policy guards a table, only what is known to give nothing away may be looked for by an index. This compares two texts, and tells
-- nobody of them otherwise.
alter function extensions.word_similarity_op(text, text) leakproof;

do $$
declare
    service record;
    owner text;
    relay text;
begin
    execute format('revoke all on database %I from public', current_database());
    for service in
        select * from (values
            ('todo', 'todo', true),
            ('user', 'users', true),
            ('notification', 'notifications', true),
            ('analytics', 'analytics', false),
            ('order', 'orders', true)) as services (name, schema, publishes)
    loop
        owner := service.name || '_service';
        if not exists (select from pg_roles where rolname = owner) then
            execute format('create role %I login password %L', owner, owner);
        end if;
        execute format('create schema if not exists %I authorization %I', service.schema, owner);
        execute format('alter role %I set search_path = %I, extensions', owner, service.schema);
        execute format('grant connect on database %I to %I', current_database(), owner);

        if service.publishes then
            relay := service.schema || '_relay';
            if not exists (select from pg_roles where rolname = relay) then
                execute format('create role %I login replication password %L', relay, relay);
            end if;
            execute format('grant usage on schema %I to %I', service.schema, relay);
            execute format('grant connect on database %I to %I', current_database(), relay);
            if not exists (select from pg_publication where pubname = service.schema || '_outbox') then
                execute format(
                    'create publication %I with (publish = ''insert'', publish_via_partition_root = true)',
                    service.schema || '_outbox');
            end if;
            execute format('alter publication %I owner to %I', service.schema || '_outbox', owner);
        end if;
    end loop;
end $$;
