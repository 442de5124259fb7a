/**
 * What the event store costs beside the bare database: appending, making a projection anew while it is read, and loading an aggregate. All in
 * one process, on a Postgres of its own.
 */
@NullMarked
package dev.tideline.bench.eventstore;

import org.jspecify.annotations.NullMarked;
