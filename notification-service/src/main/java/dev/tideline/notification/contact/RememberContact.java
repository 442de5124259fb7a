package dev.tideline.notification.contact;

import dev.tideline.events.EventContext;
import dev.tideline.events.delivery.EventHandler;
import dev.tideline.notification.inapp.Notifications;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RememberContact {

    private final JdbcClient jdbc;
    private final Notifications notifications;

    RememberContact(JdbcClient jdbc, Notifications notifications) {
        this.jdbc = jdbc;
        this.notifications = notifications;
    }

    @EventHandler
    void on(AccountRegistered event) {
        jdbc.sql("""
                        insert into contact (account_id, tenant, email, name) values (?, ?, ?, ?)
                        on conflict (account_id) do update set email = excluded.email, name = excluded.name
                        """)
                .params(event.accountId(), EventContext.requireTenant(), event.email(), event.name())
                .update();
        notifications.tell(
                event.accountId(), "account-registered", event.accountId(), "Welcome, " + event.name() + "!");
    }

    @EventHandler
    void on(AccountEmailChanged event) {
        jdbc.sql("update contact set email = ? where account_id = ?")
                .params(event.email(), event.accountId())
                .update();
    }

    @EventHandler
    void on(AccountRenamed event) {
        jdbc.sql("update contact set name = ? where account_id = ?")
                .params(event.name(), event.accountId())
                .update();
    }
}
