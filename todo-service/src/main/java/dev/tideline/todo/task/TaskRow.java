package dev.tideline.todo.task;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A task as it lies in the table. */
@Entity
@Table(name = "task")
class TaskRow implements Persistable<UUID> {

    @Id
    private UUID id;

    @Column(nullable = false, updatable = false)
    private String tenant;

    @Column(nullable = false)
    private UUID owner;

    @Column(nullable = false)
    private String title;

    private @Nullable String notes;

    private @Nullable Instant dueAt;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Task.Status status;

    @Column(nullable = false)
    private Instant createdAt;

    private @Nullable Instant completedAt;

    /** How many events the task has seen; guards against two at once together with {@code lock}. */
    @Column(nullable = false)
    private long version;

    @Version
    private @Nullable Integer lock;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected TaskRow() {}

    TaskRow(Task task, String tenant) {
        this.id = task.id();
        this.tenant = tenant;
        this.owner = task.owner();
        this.title = task.title();
        this.status = task.status();
        this.createdAt = task.createdAt();
        write(task);
    }

    final void write(Task task) {
        title = task.title();
        notes = task.notes();
        dueAt = task.dueAt();
        status = task.status();
        completedAt = task.completedAt();
        version = task.version();
    }

    Task task() {
        return new Task(id, owner, title, notes, dueAt, status, createdAt, completedAt, version);
    }

    @Override
    public UUID getId() {
        return id;
    }

    /** Spares the query with which JPA would look for an id that is new. */
    @Override
    public boolean isNew() {
        return lock == null;
    }
}
