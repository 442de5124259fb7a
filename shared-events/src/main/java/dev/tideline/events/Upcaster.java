package dev.tideline.events;

import tools.jackson.databind.node.ObjectNode;

/**
 * Lifts the data of one version of a message to the next, so that what was written long ago is read by the record of today. A Spring
 * bean for each step; {@link CloudEventsJson} takes as many as an event needs, wherever it is read from. A service has steps for the
 * records in its own catalogue, those of other services' events too, and a record at version n needs each step from 1: where one is
 * missing, nothing starts.
 *
 * <p>A component that is added as {@code @Nullable} is no new version and needs no step.
 *
 * @param type the type name
 * @param from the version that the step takes; it makes the next
 * @param step a pure function
 */
public record Upcaster(String type, int from, Step step) {

    /** What a version changed. */
    @FunctionalInterface
    public interface Step {

        /**
         * The same data in the next version. What it throws makes the event unreadable, which trying again does not mend.
         *
         * @param data may be changed and returned; nobody else holds it
         * @param metadata what came beside the data, the version included, as it was written
         */
        ObjectNode lift(ObjectNode data, EventMetadata metadata);
    }
}
