package dev.tideline.notification.inapp;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.EventContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Everybody's notifications. */
@Repository
public class Notifications {

    private final JdbcClient jdbc;
    private final Clock clock;

    Notifications(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a notification in the caller's transaction, as often as it is called. */
    public void tell(UUID recipient, String kind, UUID about, String text) {
        jdbc.sql(
                        "insert into notification (id, tenant, recipient, kind, about, text, created_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        UuidCreator.getTimeOrderedEpoch(),
                        EventContext.requireTenant(),
                        recipient,
                        kind,
                        about,
                        text,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    List<Notification> newest(UUID recipient, int limit) {
        return jdbc.sql("""
                        select id, kind, about, text, created_at from notification
                        where recipient = ? order by id desc limit ?
                        """)
                .params(recipient, limit)
                .query((row, _) -> notification(row))
                .list();
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("about", UUID.class),
                row.getString("text"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
