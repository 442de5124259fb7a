/**
 * Tasks. A request, or a message on the command topic, is a {@code TaskCommand}; {@code Task.decide} answers with the events it brings about, none where there is nothing to do;
 * {@code CarryOut} applies and publishes them in one transaction.
 */
@NullMarked
package dev.tideline.todo.task;

import org.jspecify.annotations.NullMarked;
