package dev.tideline.events;

import java.util.Set;

/** Something that happened, addressed to other services. Who else listens is not prevented; the targets are who must. */
public non-sealed interface IntegrationEvent extends Message {

    /** Names of the services it is meant for. */
    Set<String> targets();
}
