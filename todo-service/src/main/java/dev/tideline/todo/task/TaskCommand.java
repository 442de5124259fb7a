package dev.tideline.todo.task;

import dev.tideline.events.Command;
import dev.tideline.events.EventType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a task, by its owner. */
sealed interface TaskCommand extends Command {

    UUID taskId();

    @Override
    default String aggregateId() {
        return taskId().toString();
    }

    @EventType("todos.task.create.command")
    record CreateTask(
            @NotNull UUID taskId,
            @NotBlank @Size(max = 500) String title,
            @Nullable @Size(max = 10_000) String notes,
            @Nullable Instant dueAt)
            implements TaskCommand {}

    @EventType("todos.task.complete.command")
    record CompleteTask(@NotNull UUID taskId) implements TaskCommand {}

    @EventType("todos.task.delete.command")
    record DeleteTask(@NotNull UUID taskId) implements TaskCommand {}
}
