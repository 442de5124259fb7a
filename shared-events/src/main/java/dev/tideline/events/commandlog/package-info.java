/**
 * The record of commands to read: who sent what, when, and what came of it; for operators over REST, and for the application by
 * {@link dev.tideline.events.commandlog.CommandLog}. It is written by the command bus. What is older than the retention is pruned, and with it
 * the knowledge that a command has been carried out already.
 */
@NullMarked
package dev.tideline.events.commandlog;

import org.jspecify.annotations.NullMarked;
