package dev.tideline.notification.inapp;

import java.time.Instant;
import java.util.UUID;

/**
 * Something its recipient should know.
 *
 * @param kind what happened: {@code task-created}
 * @param about the task, order or account it happened to
 */
record Notification(UUID id, String kind, UUID about, String text, Instant createdAt) {}
