package dev.tideline.events.outbox;

import org.springframework.dao.OptimisticLockingFailureException;

/**
 * An event was appended with a version that does not follow the last one of its aggregate: another transaction was faster, or the caller
 * left a version out. The transaction has to be rolled back; done anew on what the aggregate is now, it may well succeed.
 */
public final class VersionConflict extends OptimisticLockingFailureException {

    private final long expected;
    private final long given;

    VersionConflict(String aggregateType, String aggregateId, long expected, long given) {
        super("The next event of " + aggregateType + " " + aggregateId + " has version " + expected
                + "; one was appended with " + given);
        this.expected = expected;
        this.given = given;
    }

    /** The version that follows the last one. */
    public long expected() {
        return expected;
    }

    public long given() {
        return given;
    }
}
