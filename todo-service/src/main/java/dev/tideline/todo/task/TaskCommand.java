package dev.tideline.todo.task;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a task. */
sealed interface TaskCommand {

    record CreateTask(
            UUID taskId,
            UUID owner,
            String title,
            @Nullable String notes,
            @Nullable Instant dueAt) implements TaskCommand {}

    record CompleteTask() implements TaskCommand {}

    record DeleteTask() implements TaskCommand {}
}
