package dev.tideline.user.signin.holder;

import dev.tideline.events.EventContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Credentials {

    private final JdbcClient jdbc;

    Credentials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Credential> find(UUID accountId) {
        return EventContext.acrossTenants(() -> jdbc.sql(
                        "select account_id, tenant, hash, roles, changed_at from credential where account_id = ?")
                .param(accountId)
                .query((row, _) -> credential(row))
                .optional());
    }

    /** In place of the one there is. */
    void put(Credential credential) {
        jdbc.sql("""
                        insert into credential (account_id, tenant, hash, roles, changed_at) values (?, ?, ?, ?, ?)
                        on conflict (account_id) do update
                        set tenant = excluded.tenant, hash = excluded.hash, roles = excluded.roles, changed_at = excluded.changed_at
                        """)
                .params(
                        credential.accountId(),
                        credential.tenant(),
                        credential.hash(),
                        credential.roles().toArray(String[]::new),
                        credential.changedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The hash alone, and that only if it is still what it was: an operator may have given another meanwhile. */
    boolean change(UUID accountId, String from, String to, Instant at) {
        return jdbc.sql("update credential set hash = ?, changed_at = ? where account_id = ? and hash = ?")
                        .params(to, at.atOffset(ZoneOffset.UTC), accountId, from)
                        .update()
                == 1;
    }

    private static Credential credential(ResultSet row) throws SQLException {
        return new Credential(
                row.getObject("account_id", UUID.class),
                row.getString("tenant"),
                row.getString("hash"),
                Set.of((String[]) row.getArray("roles").getArray()),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
