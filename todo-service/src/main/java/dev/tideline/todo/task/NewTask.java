package dev.tideline.todo.task;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a caller says of a task to be. */
record NewTask(
        @NotBlank @Size(max = 500) String title,
        @Nullable @Size(max = 10_000) String notes,
        @Nullable Instant dueAt) {}
