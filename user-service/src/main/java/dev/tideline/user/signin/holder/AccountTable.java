package dev.tideline.user.signin.holder;

import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the accounts' table. It knows neither tenants nor deactivation yet: every account is active, and of the one tenant there is. */
@Component
class AccountTable implements SignInAccounts {

    private final JdbcClient jdbc;
    private final String tenant;

    AccountTable(JdbcClient jdbc, @Value("${tideline.signin.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public Optional<SignInAccount> find(String asked, String email) {
        return jdbc.sql("select id from account where lower(email) = lower(?) and ? = ?")
                .params(email, asked, tenant)
                .query(UUID.class)
                .optional()
                .map(this::account);
    }

    @Override
    public Optional<SignInAccount> find(UUID id) {
        return jdbc.sql("select id from account where id = ?")
                .param(id)
                .query(UUID.class)
                .optional()
                .map(this::account);
    }

    private SignInAccount account(UUID id) {
        return new SignInAccount(id, tenant, true);
    }
}
