package dev.tideline.events.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Decides which replica reads the slot: a second reader would get neither an error nor an event. Leading is holding a session advisory
 * lock, so it ends with the session, however the process ends.
 */
final class Leadership implements AutoCloseable {

    private final Connection session;
    private final String slot;

    Leadership(Source source) throws SQLException {
        this.session = source.connect();
        this.slot = source.slot();
    }

    boolean tryToLead() throws SQLException {
        try (PreparedStatement lock = session.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "tideline relay " + slot);
            try (ResultSet result = lock.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** Whether the session still stands, and the lock with it. */
    boolean held() throws SQLException {
        return session.isValid(2);
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
