package dev.tideline.user.signin.guard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Tallies {

    private final JdbcClient jdbc;

    Tallies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else reads or changes it until the transaction ends. */
    Tally lock(String subject) {
        jdbc.sql("""
                        insert into sign_in_guard (subject, failures, last_failed_at, closed_until)
                        values (?, 0, 'epoch', 'epoch') on conflict do nothing
                        """).param(subject).update();
        return jdbc.sql("select failures, last_failed_at, closed_until from sign_in_guard where subject = ? for update")
                .param(subject)
                .query((row, _) -> tally(row))
                .optional()
                .orElse(Tally.NONE);
    }

    void put(String subject, Tally tally) {
        jdbc.sql("update sign_in_guard set failures = ?, last_failed_at = ?, closed_until = ? where subject = ?")
                .params(tally.failures(), at(tally.lastFailedAt()), at(tally.closedUntil()), subject)
                .update();
    }

    void removeBefore(Instant lastFailed, Instant closed) {
        jdbc.sql("delete from sign_in_guard where last_failed_at < ? and closed_until < ?")
                .params(at(lastFailed), at(closed))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                row.getInt("failures"),
                row.getObject("last_failed_at", OffsetDateTime.class).toInstant(),
                row.getObject("closed_until", OffsetDateTime.class).toInstant());
    }
}
