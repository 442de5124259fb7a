package dev.tideline.notification;

import dev.tideline.notification.inapp.Notifications;
import dev.tideline.testing.tenancy.TenancyContract;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

class NotificationTenancyTest extends TenancyContract {

    @Autowired
    private Notifications notifications;

    @Override
    protected void fill() {
        UUID account = UUID.randomUUID();
        notifications.tell(account, "account-registered", account, "Welcome!");
        jdbc.sql("insert into contact (account_id, tenant, email, name) values (?, ?, 'ada@example.com', 'Ada')")
                .params(account, TENANT)
                .update();
    }
}
