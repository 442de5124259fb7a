package dev.tideline.todo.task;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a task. Each event says whose task it is, so that nobody has to ask back. */
sealed interface TaskEvent extends DomainEvent {

    UUID taskId();

    @Override
    default String aggregateId() {
        return taskId().toString();
    }

    @EventType("todos.task.created")
    record TaskCreated(
            UUID taskId,
            UUID owner,
            String title,
            @Nullable String notes,
            @Nullable Instant dueAt,
            Instant createdAt) implements TaskEvent {}

    @EventType("todos.task.completed")
    record TaskCompleted(UUID taskId, UUID owner, String title, Instant completedAt) implements TaskEvent {}

    @EventType("todos.task.deleted")
    record TaskDeleted(UUID taskId, UUID owner, String title, Instant deletedAt) implements TaskEvent {}
}
