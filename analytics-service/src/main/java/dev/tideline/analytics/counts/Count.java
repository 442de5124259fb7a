package dev.tideline.analytics.counts;

import java.time.Instant;

/** How many events of a type, of the tenant that asks, happened in the minute that begins then. */
record Count(Instant minute, String type, long count) {}
