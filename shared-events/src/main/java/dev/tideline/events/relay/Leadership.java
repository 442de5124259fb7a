package dev.tideline.events.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which replica reads the slot: a second reader would get neither an error nor an event. Leading is holding a session advisory
 * lock, so it ends with the session, however the process ends.
 */
final class Leadership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

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

    /** What only a leader may do goes over this session: if it no longer leads, it no longer can. */
    Connection session() {
        return session;
    }

    /** Ends the session from another thread, whatever it is at. */
    void abort() {
        try {
            session.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("The session of {} was gone already", slot, e);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
