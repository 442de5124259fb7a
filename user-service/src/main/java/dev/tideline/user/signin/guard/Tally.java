package dev.tideline.user.signin.guard;

import java.time.Instant;

/** How often something failed, and until when no further attempt is looked at. */
record Tally(int failures, Instant lastFailedAt, Instant closedUntil) {

    static final Tally NONE = new Tally(0, Instant.EPOCH, Instant.EPOCH);

    boolean isClosed(Instant now) {
        return now.isBefore(closedUntil);
    }

    /** One that was counted did not fail. */
    Tally takeBack() {
        return new Tally(Math.max(failures - 1, 0), lastFailedAt, Instant.EPOCH);
    }
}
