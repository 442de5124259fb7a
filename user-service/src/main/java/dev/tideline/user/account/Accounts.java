package dev.tideline.user.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Accounts {

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it was added; not if another account has the address, in whatever case. */
    boolean add(Account account) {
        return jdbc.sql("""
                        insert into account (id, email, name, registered_at, version) values (?, ?, ?, ?, ?)
                        on conflict do nothing
                        """)
                        .params(
                                account.id(),
                                account.email(),
                                account.name(),
                                account.registeredAt().atOffset(ZoneOffset.UTC),
                                account.version())
                        .update()
                == 1;
    }

    Optional<Account> find(UUID id) {
        return jdbc.sql("select id, email, name, registered_at, version from account where id = ?")
                .param(id)
                .query((row, _) -> account(row))
                .optional();
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
