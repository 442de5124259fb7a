/**
 * Commands and queries that come over topics, {@code <domain>.commands.v1} and {@code <domain>.queries.v1}, and their answers. They meet the
 * same handlers as those that come over REST.
 *
 * <p>A command is handled as an event is: in the order of its key, once, tried again, and given up as a dead letter. Its answer is published
 * with what it changed, by the outbox. A query is answered in time or not at all; nothing is kept for it.
 */
@NullMarked
package dev.tideline.events.requests;

import org.jspecify.annotations.NullMarked;
