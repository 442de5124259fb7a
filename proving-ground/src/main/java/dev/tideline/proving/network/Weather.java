package dev.tideline.proving.network;

import java.time.Duration;

/** What a network is like. */
public sealed interface Weather {

    Weather FAIR = new Slow(Duration.ZERO);

    /** Everything arrives, this much later. */
    record Slow(Duration delay) implements Weather {}

    /** Nothing arrives, nobody is told; what was sent meanwhile arrives afterwards. */
    record Silent() implements Weather {}

    /** Connections break, and none can be made. */
    record Down() implements Weather {}
}
