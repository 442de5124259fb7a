package dev.tideline.events.inbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The gap alarm as meters; anything but 0 wants a look. */
record InboxMetrics(Gaps gaps) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tideline.inbox.missing", gaps, Gaps::missing)
                .description("Events that never came, by the versions of their aggregates")
                .register(registry);
        FunctionCounter.builder("tideline.inbox.gaps", gaps, Gaps::noticed)
                .description("Times that versions of an aggregate were skipped")
                .register(registry);
        FunctionCounter.builder("tideline.inbox.repeated", gaps, Gaps::repeated)
                .description("Versions that came a second time as another event")
                .register(registry);
    }
}
