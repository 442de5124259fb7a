package dev.tideline.user.account;

import static org.awaitility.Awaitility.await;

import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.security.Roles;
import dev.tideline.testing.tenancy.TenancyContract;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

class AccountTenancyTest extends TenancyContract {

    @Autowired
    private CommandBus commands;

    @Override
    protected Set<String> unguarded() {
        return Set.of(
                "account_profile_shape",
                "account_count_shape",
                "account_registrations_shape",
                "sign_in_guard",
                "signing_key",
                "oauth2_registered_client",
                "oauth2_authorization",
                "oauth2_authorization_consent");
    }

    @Override
    protected void fill() {
        UUID account = UUID.randomUUID();
        RegisterAccount register = new RegisterAccount(account, account + "@example.com", "Ada Byron");
        new EventContext(null, null, TENANT, "tester", Set.of(Roles.OPERATOR), null, null)
                .call(() -> commands.send(new CommandId(account.toString()), register));
        jdbc.sql("insert into credential (account_id, tenant, hash, roles, changed_at) values (?, ?, '', '{}', now())")
                .params(account, TENANT)
                .update();
        jdbc.sql("""
                        insert into personal_token (id, account_id, tenant, name, digest, created_at, expires_at)
                        values (?, ?, ?, 'script', sha256(uuid_send(?)), now(), now())
                        """).params(UUID.randomUUID(), account, TENANT, account).update();
        EventContext filling = EventContext.current();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> filling.call(() -> isIn("account_profile") && isIn("account_count")));
    }

    private boolean isIn(String view) {
        return jdbc.sql("select exists (select from " + view + ")")
                .query(Boolean.class)
                .single();
    }
}
