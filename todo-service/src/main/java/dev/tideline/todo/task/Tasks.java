package dev.tideline.todo.task;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/** Tasks by their owner; what was deleted is out of sight. */
interface Tasks extends Repository<TaskRow, UUID> {

    TaskRow save(TaskRow row);

    /** Writes what has changed while it is known whose it is. */
    void flush();

    boolean existsById(UUID id);

    Optional<TaskRow> findByIdAndOwnerAndStatusNot(UUID id, UUID owner, Task.Status status);

    List<TaskRow> findByOwnerAndStatusNotOrderByIdDesc(UUID owner, Task.Status status, Limit limit);

    default Optional<TaskRow> find(UUID id, UUID owner) {
        return findByIdAndOwnerAndStatusNot(id, owner, Task.Status.DELETED);
    }

    default List<TaskRow> newest(UUID owner, int limit) {
        return findByOwnerAndStatusNotOrderByIdDesc(owner, Task.Status.DELETED, Limit.of(limit));
    }
}
