package dev.tideline.todo.task;

import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.testing.tenancy.TenancyContract;
import dev.tideline.todo.task.TaskCommand.CreateTask;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

class TaskTenancyTest extends TenancyContract {

    @Autowired
    private CommandBus commands;

    @Override
    protected void fill() {
        UUID task = UUID.randomUUID();
        commands.send(new CommandId(task.toString()), new CreateTask(task, "Buy milk", null, null));
    }
}
