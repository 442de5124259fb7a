/**
 * The vocabulary: what a message is, what it is called, what travels beside it and how it looks on the wire.
 *
 * <p>Messages are records that implement {@link dev.tideline.events.DomainEvent}, {@link dev.tideline.events.IntegrationEvent},
 * {@link dev.tideline.events.Command} or {@link dev.tideline.events.Query} and carry an {@link dev.tideline.events.EventType}. The
 * {@link dev.tideline.events.EventCatalogue} maps names to records; {@link dev.tideline.events.CloudEventsJson} writes and reads the
 * envelope, and lifts what was written in an older version by {@link dev.tideline.events.Upcaster}s. Everything else in the library stands on this package; it stands on none of them.
 */
@NullMarked
package dev.tideline.events;

import org.jspecify.annotations.NullMarked;
