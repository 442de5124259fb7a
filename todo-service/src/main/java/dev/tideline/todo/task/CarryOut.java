package dev.tideline.todo.task;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.todo.task.TaskCommand.CreateTask;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Carries a command out: the row and its events are written in one transaction, or neither is. */
@Component
class CarryOut {

    private final Tasks tasks;
    private final Outbox outbox;
    private final Clock clock;

    CarryOut(Tasks tasks, Outbox outbox, Clock clock) {
        this.tasks = tasks;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public Task create(UUID owner, NewTask asked) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        CreateTask command = new CreateTask(id, owner, asked.title(), asked.notes(), asked.dueAt());
        Task created = null;
        for (TaskEvent event : Task.decide(null, command, clock.instant())) {
            created = append(created, event);
        }
        if (created == null) {
            throw new IllegalStateException(command + " created nothing");
        }
        tasks.save(new TaskRow(created));
        return created;
    }

    /** The task after the command; empty if the owner has no such task. */
    @Transactional
    public Optional<Task> change(UUID id, UUID owner, TaskCommand command) {
        return tasks.find(id, owner).map(row -> {
            Task task = row.task();
            for (TaskEvent event : Task.decide(task, command, clock.instant())) {
                task = append(task, event);
            }
            row.write(task);
            return task;
        });
    }

    private Task append(@Nullable Task task, TaskEvent event) {
        Task next = Task.evolve(task, event);
        outbox.append(event, next.version());
        return next;
    }
}
