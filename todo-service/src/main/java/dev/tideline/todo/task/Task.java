package dev.tideline.todo.task;

import dev.tideline.todo.task.TaskCommand.CompleteTask;
import dev.tideline.todo.task.TaskCommand.CreateTask;
import dev.tideline.todo.task.TaskCommand.DeleteTask;
import dev.tideline.todo.task.TaskEvent.TaskCompleted;
import dev.tideline.todo.task.TaskEvent.TaskCreated;
import dev.tideline.todo.task.TaskEvent.TaskDeleted;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task's state, and what may become of it.
 *
 * @param version how many events it has seen
 */
record Task(
        UUID id,
        UUID owner,
        String title,
        @Nullable String notes,
        @Nullable Instant dueAt,
        Status status,
        Instant createdAt,
        @Nullable Instant completedAt,
        long version) {

    enum Status {
        OPEN,
        DONE,
        DELETED
    }

    /** What the command brings about; nothing where it has come about already. A deleted task has no more to decide. */
    static List<TaskEvent> decide(@Nullable Task task, UUID asker, TaskCommand command, Instant now) {
        return switch (command) {
            case CreateTask create
            when task == null ->
                List.of(new TaskCreated(create.taskId(), asker, create.title(), create.notes(), create.dueAt(), now));
            case CompleteTask _
            when task != null && task.status == Status.OPEN ->
                List.of(new TaskCompleted(task.id, task.owner, task.title, now));
            case DeleteTask _
            when task != null && task.status != Status.DELETED ->
                List.of(new TaskDeleted(task.id, task.owner, task.title, now));
            case CreateTask _, CompleteTask _, DeleteTask _ -> List.of();
        };
    }

    static Task evolve(@Nullable Task task, TaskEvent event) {
        return switch (event) {
            case TaskCreated e ->
                new Task(e.taskId(), e.owner(), e.title(), e.notes(), e.dueAt(), Status.OPEN, e.createdAt(), null, 1);
            case TaskCompleted e -> existing(task, e).to(Status.DONE, e.completedAt());
            case TaskDeleted e -> existing(task, e).to(Status.DELETED, existing(task, e).completedAt);
        };
    }

    private static Task existing(@Nullable Task task, TaskEvent event) {
        if (task == null) {
            throw new IllegalStateException(event + " of a task that was never created");
        }
        return task;
    }

    private Task to(Status next, @Nullable Instant completed) {
        return new Task(id, owner, title, notes, dueAt, next, createdAt, completed, version + 1);
    }
}
