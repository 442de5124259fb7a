/**
 * Commands and queries by their records, whoever sends them and however they come: each meets one handler, and on the way the same rules.
 * {@link dev.tideline.events.cqrs.Rule}s say who may, {@link dev.tideline.events.cqrs.Middleware} and
 * {@link dev.tideline.events.cqrs.QueryMiddleware} what else is done on the way.
 *
 * <p>A command is carried out once, however often it is sent; what came of it is written down and is what its sender is told each time. A query can be asked to wait
 * for what an earlier command changed.
 */
@NullMarked
package dev.tideline.events.cqrs;

import org.jspecify.annotations.NullMarked;
