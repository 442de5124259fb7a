package dev.tideline.todo.task;

import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.CommandHandler;
import dev.tideline.events.cqrs.Outcome;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.todo.task.TaskCommand.CompleteTask;
import dev.tideline.todo.task.TaskCommand.CreateTask;
import dev.tideline.todo.task.TaskCommand.DeleteTask;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries out what its owner asks of a task: the row and its events are written in one transaction, or neither is. */
@Component
class CarryOut {

    private static final String NOBODY = "Tasks belong to accounts; whoever asks has to be one.";

    private final Tasks tasks;
    private final Outbox outbox;
    private final Clock clock;

    CarryOut(Tasks tasks, Outbox outbox, Clock clock) {
        this.tasks = tasks;
        this.outbox = outbox;
        this.clock = clock;
    }

    @CommandHandler
    Outcome<Task> create(CreateTask command) {
        Optional<UUID> owner = asker();
        if (owner.isEmpty()) {
            return Outcome.rejected(Reason.FORBIDDEN, NOBODY);
        }
        if (tasks.existsById(command.taskId())) {
            return Outcome.rejected(Reason.CONFLICT, "There is a task " + command.taskId() + " already.");
        }
        Task created = happen(null, owner.get(), command);
        tasks.save(new TaskRow(created, EventContext.requireTenant()));
        tasks.flush();
        return Outcome.accepted(created);
    }

    @CommandHandler
    Outcome<Task> complete(CompleteTask command) {
        return change(command);
    }

    @CommandHandler
    Outcome<Task> delete(DeleteTask command) {
        return change(command);
    }

    private Outcome<Task> change(TaskCommand command) {
        return asker().flatMap(owner -> tasks.find(command.taskId(), owner))
                .map(row -> {
                    Task changed = happen(row.task(), row.task().owner(), command);
                    row.write(changed);
                    tasks.flush();
                    return Outcome.accepted(changed);
                })
                .orElseGet(() -> Outcome.rejected(Reason.NOT_FOUND, "There is no task " + command.taskId() + "."));
    }

    private Task happen(@Nullable Task before, UUID owner, TaskCommand command) {
        Task task = before;
        for (TaskEvent event : Task.decide(task, owner, command, clock.instant())) {
            task = Task.evolve(task, event);
            outbox.append(event, task.version());
        }
        if (task == null) {
            throw new IllegalStateException(command + " created nothing");
        }
        return task;
    }

    private static Optional<UUID> asker() {
        try {
            return Optional.ofNullable(EventContext.current().user()).map(UUID::fromString);
        } catch (IllegalArgumentException noAccount) {
            return Optional.empty();
        }
    }
}
