package dev.tideline.todo.task;

import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.web.Answers;
import dev.tideline.events.web.CurrentUser;
import dev.tideline.events.web.Refusals;
import dev.tideline.events.web.RequestHeaders;
import dev.tideline.todo.task.TaskCommand.CompleteTask;
import dev.tideline.todo.task.TaskCommand.CreateTask;
import dev.tideline.todo.task.TaskCommand.DeleteTask;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tasks")
@RestController
@RequestMapping("/api/todos")
class TaskController {

    private final CommandBus commands;
    private final Tasks tasks;

    TaskController(CommandBus commands, Tasks tasks) {
        this.commands = commands;
        this.tasks = tasks;
    }

    @PostMapping
    @ApiResponse(responseCode = "201")
    ResponseEntity<Task> create(
            @CurrentUser UUID user,
            @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key,
            @Valid @RequestBody NewTask asked) {
        CreateTask command = new CreateTask(Answers.newId(key), asked.title(), asked.notes(), asked.dueAt());
        return Answers.created(
                commands.send(Answers.idOf(key), command, Task.class), task -> URI.create("/api/todos/" + task.id()));
    }

    @GetMapping
    List<Task> newest(@CurrentUser UUID user, @RequestParam(defaultValue = "50") @Min(1) @Max(2_000) int limit) {
        return tasks.newest(user, limit).stream().map(TaskRow::task).toList();
    }

    @GetMapping("/{id}")
    Task read(@CurrentUser UUID user, @PathVariable UUID id) {
        return tasks.find(id, user).map(TaskRow::task).orElseThrow(() -> noSuchTask(id));
    }

    /** Completing a completed task changes nothing and is no error. */
    @PostMapping("/{id}/complete")
    ResponseEntity<Task> complete(
            @CurrentUser UUID user,
            @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key,
            @PathVariable UUID id) {
        return Answers.ok(commands.send(Answers.idOf(key), new CompleteTask(id), Task.class));
    }

    @DeleteMapping("/{id}")
    @ApiResponse(responseCode = "204")
    ResponseEntity<Void> delete(
            @CurrentUser UUID user,
            @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key,
            @PathVariable UUID id) {
        return Answers.noContent(commands.send(Answers.idOf(key), new DeleteTask(id), Task.class));
    }

    private static ErrorResponseException noSuchTask(UUID id) {
        return Refusals.notFound("There is no task " + id + ".");
    }
}
