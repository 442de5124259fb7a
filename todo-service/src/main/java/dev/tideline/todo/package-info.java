/** The task service: tasks by REST, every change an event on {@code todos.task.v1}. */
@NullMarked
package dev.tideline.todo;

import org.jspecify.annotations.NullMarked;
