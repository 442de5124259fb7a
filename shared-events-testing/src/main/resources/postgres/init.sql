-- Run once, as superuser, in the database the suite uses; local-stack, docker-compose and the tests all run this very file.
-- A schema and a role per service; a role reaches its own schema and no other. Where a service publishes, a second role may
-- replicate and select from its outbox, and the service owns the publication that its outbox joins. Postgres knows no narrower
-- right than to replicate: whoever has a relay's password can stream any publication of the server.
-- The passwords are for machines where nothing but the suite itself can reach the server; elsewhere, bring your own roles.

revoke all on schema public from public;
do $$ begin execute format('revoke all on database %I from public', current_database()); end $$;

create role todo_service login password 'todo_service';
create role user_service login password 'user_service';
create role notification_service login password 'notification_service';
create role analytics_service login password 'analytics_service';
create role order_service login password 'order_service';

create schema todo authorization todo_service;
create schema users authorization user_service;
create schema notifications authorization notification_service;
create schema analytics authorization analytics_service;
create schema orders authorization order_service;

alter role todo_service set search_path = todo;
alter role user_service set search_path = users;
alter role notification_service set search_path = notifications;
alter role analytics_service set search_path = analytics;
alter role order_service set search_path = orders;

create role todo_relay login replication password 'todo_relay';
create role users_relay login replication password 'users_relay';
create role orders_relay login replication password 'orders_relay';

grant usage on schema todo to todo_relay;
grant usage on schema users to users_relay;
grant usage on schema orders to orders_relay;

create publication todo_outbox with (publish = 'insert', publish_via_partition_root = true);
create publication users_outbox with (publish = 'insert', publish_via_partition_root = true);
create publication orders_outbox with (publish = 'insert', publish_via_partition_root = true);

alter publication todo_outbox owner to todo_service;
alter publication users_outbox owner to user_service;
alter publication orders_outbox owner to order_service;

do $$ begin
    execute format(
        'grant connect on database %I to todo_service, user_service, notification_service, analytics_service, order_service,'
        ' todo_relay, users_relay, orders_relay', current_database());
end $$;
