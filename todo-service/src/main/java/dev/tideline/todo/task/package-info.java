/**
 * Tasks. A request becomes a {@code TaskCommand}; {@code Task.decide} answers with the events it brings about or a refusal;
 * {@code CarryOut} applies and publishes them in one transaction.
 */
@NullMarked
package dev.tideline.todo.task;

import org.jspecify.annotations.NullMarked;
