/** The analytics service: reads every event of the suite with Kafka Streams. */
@NullMarked
package dev.tideline.analytics;

import org.jspecify.annotations.NullMarked;
