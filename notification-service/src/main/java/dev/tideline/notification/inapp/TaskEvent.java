package dev.tideline.notification.inapp;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.util.UUID;

/** What todo-service says of tasks, as far as it matters here. */
sealed interface TaskEvent extends DomainEvent {

    UUID taskId();

    @Override
    default String aggregateId() {
        return taskId().toString();
    }

    @EventType("todos.task.created")
    record TaskCreated(UUID taskId, UUID owner, String title) implements TaskEvent {}

    @EventType("todos.task.completed")
    record TaskCompleted(UUID taskId, UUID owner, String title) implements TaskEvent {}

    @EventType("todos.task.deleted")
    record TaskDeleted(UUID taskId, UUID owner, String title) implements TaskEvent {}
}
