package dev.tideline.user.signin.personal;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.EventContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Everybody's personal tokens. */
@Repository
public class PersonalTokens {

    private final JdbcClient jdbc;
    private final Clock clock;

    PersonalTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whose token has this secret, and is neither revoked nor expired. That it was used is noted. */
    public Optional<UUID> redeem(String secret) {
        Instant now = clock.instant();
        return EventContext.acrossTenants(() -> jdbc.sql("""
                        update personal_token set last_used_at = ? where digest = ? and expires_at > ?
                        returning account_id
                        """)
                .params(at(now), Secret.digest(secret), at(now))
                .query(UUID.class)
                .optional());
    }

    public void revokeAll(UUID account) {
        jdbc.sql("delete from personal_token where account_id = ?")
                .param(account)
                .update();
    }

    MadeToken make(UUID account, String name, Duration lifetime) {
        Instant now = clock.instant();
        MadeToken made = new MadeToken(UuidCreator.getTimeOrderedEpoch(), name, Secret.make(), now, now.plus(lifetime));
        jdbc.sql("""
                        insert into personal_token (id, account_id, tenant, name, digest, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        made.id(),
                        account,
                        EventContext.requireTenant(),
                        name,
                        Secret.digest(made.secret()),
                        at(made.createdAt()),
                        at(made.expiresAt()))
                .update();
        return made;
    }

    /** The newest first, expired ones too. */
    List<PersonalToken> of(UUID account) {
        return jdbc.sql("""
                        select id, name, created_at, expires_at, last_used_at from personal_token
                        where account_id = ? order by id desc
                        """).param(account).query((row, _) -> token(row)).list();
    }

    /** Whether it was there. */
    boolean revoke(UUID id, UUID account) {
        return jdbc.sql("delete from personal_token where id = ? and account_id = ?")
                        .params(id, account)
                        .update()
                == 1;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static PersonalToken token(ResultSet row) throws SQLException {
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new PersonalToken(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant());
    }
}
