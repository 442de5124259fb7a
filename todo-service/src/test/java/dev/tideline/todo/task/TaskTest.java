package dev.tideline.todo.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.todo.task.TaskCommand.CompleteTask;
import dev.tideline.todo.task.TaskCommand.CreateTask;
import dev.tideline.todo.task.TaskCommand.DeleteTask;
import dev.tideline.todo.task.TaskEvent.TaskCompleted;
import dev.tideline.todo.task.TaskEvent.TaskCreated;
import dev.tideline.todo.task.TaskEvent.TaskDeleted;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final UUID ID = new UUID(0, 1);
    private static final UUID OWNER = new UUID(0, 2);

    @Test
    void creatingAnswersEverythingAskedFor() {
        assertThat(Task.decide(null, new CreateTask(ID, OWNER, "Milk", "two", NOW), NOW))
                .containsExactly(new TaskCreated(ID, OWNER, "Milk", "two", NOW, NOW));
    }

    @Test
    void openTaskCanBeCompletedOnce() {
        Task open = after();
        assertThat(Task.decide(open, new CompleteTask(), NOW)).containsExactly(new TaskCompleted(ID, OWNER, "Milk", NOW));
        assertThat(Task.decide(after(new CompleteTask()), new CompleteTask(), NOW)).isEmpty();
    }

    @Test
    void deletedTaskHasNothingMoreToDecide() {
        Task deleted = after(new CompleteTask(), new DeleteTask());
        assertThat(deleted.status()).isEqualTo(Task.Status.DELETED);
        assertThat(deleted.completedAt()).isEqualTo(NOW);
        assertThat(Task.decide(deleted, new CompleteTask(), NOW)).isEmpty();
        assertThat(Task.decide(deleted, new DeleteTask(), NOW)).isEmpty();
    }

    @Test
    void openTaskCanBeDeleted() {
        assertThat(Task.decide(after(), new DeleteTask(), NOW)).containsExactly(new TaskDeleted(ID, OWNER, "Milk", NOW));
    }

    @Test
    void versionCountsTheEvents() {
        assertThat(after().version()).isEqualTo(1);
        assertThat(after(new CompleteTask(), new CompleteTask(), new DeleteTask()).version()).isEqualTo(3);
    }

    /** A new task after these commands. */
    private static Task after(TaskCommand... commands) {
        Task task = apply(null, new CreateTask(ID, OWNER, "Milk", null, null));
        for (TaskCommand command : commands) {
            task = apply(task, command);
        }
        return task;
    }

    private static Task apply(@Nullable Task task, TaskCommand command) {
        for (TaskEvent event : Task.decide(task, command, NOW)) {
            task = Task.evolve(task, event);
        }
        return task;
    }
}
