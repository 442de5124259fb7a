package dev.tideline.user.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which e-mail address belongs to which account of a tenant, in whatever case it is written: to one. It changes with the account, in the
 * same transaction; a deactivated account keeps its own.
 */
@Repository
class Addresses implements AccountDirectory {

    private static final String SELECT = "select account_id, tenant, active from account_address ";

    private final JdbcClient jdbc;
    private final TransactionTemplate nested;

    Addresses(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** For a new account. False where another has the address, or the account has one. */
    boolean take(String tenant, UUID account, String email) {
        return jdbc.sql(
                                "insert into account_address (account_id, tenant, address) values (?, ?, ?) on conflict do nothing")
                        .params(account, tenant, AccountDirectory.canonical(email))
                        .update()
                == 1;
    }

    /** Instead of the one that the account has. False where another has it. */
    boolean change(String tenant, UUID account, String email) {
        try {
            nested.executeWithoutResult(
                    _ -> jdbc.sql("update account_address set address = ? where account_id = ? and tenant = ?")
                            .params(AccountDirectory.canonical(email), account, tenant)
                            .update());
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Whether that tenant has such an account. */
    boolean has(String tenant, UUID account) {
        return jdbc.sql("select exists (select from account_address where account_id = ? and tenant = ?)")
                .params(account, tenant)
                .query(Boolean.class)
                .single();
    }

    /** Whether it is active, for those who must know at once. */
    void mark(UUID account, boolean active) {
        jdbc.sql("update account_address set active = ? where account_id = ? and active <> ?")
                .params(active, account, active)
                .update();
    }

    @Override
    public Optional<Entry> find(String tenant, String email) {
        return jdbc.sql(SELECT + "where tenant = ? and address = ?")
                .params(tenant, AccountDirectory.canonical(email))
                .query((row, _) -> entry(row))
                .optional();
    }

    @Override
    public Optional<Entry> find(UUID account) {
        return jdbc.sql(SELECT + "where account_id = ?")
                .param(account)
                .query((row, _) -> entry(row))
                .optional();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getObject("account_id", UUID.class), row.getString("tenant"), row.getBoolean("active"));
    }
}
