package dev.tideline.proving.check;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A delayed event that was committed.
 *
 * @param due by the writer's clock, which may be wrong
 * @param handled each time it was, by the database's clock
 */
public record Reminder(UUID id, Instant due, List<Instant> handled) {}
