package dev.tideline.events.desk;

import java.util.List;
import java.util.UUID;

/**
 * What was done with many letters, or would be.
 *
 * @param matching how many there are, also beyond the limit
 * @param seconds until the last of them has its turn
 */
record Many(boolean dryRun, long matching, List<UUID> done, List<Refusal> refused, long seconds) {

    record Refusal(UUID id, String why) {}
}
