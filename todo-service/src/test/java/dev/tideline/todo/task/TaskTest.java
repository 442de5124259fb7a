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
        assertThat(Task.decide(null, OWNER, new CreateTask(ID, "Milk", "two", NOW), NOW))
                .containsExactly(new TaskCreated(ID, OWNER, "Milk", "two", NOW, NOW));
    }

    @Test
    void openTaskCanBeCompletedOnce() {
        Task open = after();
        assertThat(Task.decide(open, OWNER, new CompleteTask(ID), NOW))
                .containsExactly(new TaskCompleted(ID, OWNER, "Milk", NOW));
        assertThat(Task.decide(after(new CompleteTask(ID)), OWNER, new CompleteTask(ID), NOW))
                .isEmpty();
    }

    @Test
    void deletedTaskHasNothingMoreToDecide() {
        Task deleted = after(new CompleteTask(ID), new DeleteTask(ID));
        assertThat(deleted.status()).isEqualTo(Task.Status.DELETED);
        assertThat(deleted.completedAt()).isEqualTo(NOW);
        assertThat(Task.decide(deleted, OWNER, new CompleteTask(ID), NOW)).isEmpty();
        assertThat(Task.decide(deleted, OWNER, new DeleteTask(ID), NOW)).isEmpty();
    }

    @Test
    void openTaskCanBeDeleted() {
        assertThat(Task.decide(after(), OWNER, new DeleteTask(ID), NOW))
                .containsExactly(new TaskDeleted(ID, OWNER, "Milk", NOW));
    }

    @Test
    void versionCountsTheEvents() {
        assertThat(after().version()).isEqualTo(1);
        assertThat(after(new CompleteTask(ID), new CompleteTask(ID), new DeleteTask(ID))
                        .version())
                .isEqualTo(3);
    }

    /** A new task after these commands. */
    private static Task after(TaskCommand... commands) {
        Task task = apply(null, new CreateTask(ID, "Milk", null, null));
        for (TaskCommand command : commands) {
            task = apply(task, command);
        }
        return task;
    }

    private static Task apply(@Nullable Task task, TaskCommand command) {
        for (TaskEvent event : Task.decide(task, OWNER, command, NOW)) {
            task = Task.evolve(task, event);
        }
        return task;
    }
}
