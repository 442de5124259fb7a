package dev.tideline.events.delivery;

import dev.tideline.events.inbox.Gaps;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/** What was done, and what waits. The lag of each partition is among Kafka's own meters. */
record DeliveryMetrics(Counts counts, WatchBacklog watch, Gaps gaps) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("tideline.delivery.handled", counts, Counts::handled)
                .description("Events handled")
                .register(registry);
        FunctionCounter.builder("tideline.delivery.repeated", counts, Counts::repeated)
                .description("Events that came again, and were nothing")
                .register(registry);
        FunctionCounter.builder("tideline.delivery.failures", counts, Counts::failures)
                .description("Attempts that failed")
                .register(registry);
        FunctionCounter.builder("tideline.delivery.pauses", counts, Counts::pauses)
                .description("Times that delivery waited for the database")
                .register(registry);
        Gauge.builder("tideline.delivery.retrying", watch, it -> figure(it.last(), Backlog::retrying))
                .description("Keys with an event that is being retried")
                .register(registry);
        Gauge.builder("tideline.delivery.held", watch, it -> figure(it.last(), Backlog::held))
                .description("Keys that wait for an operator")
                .register(registry);
        Gauge.builder("tideline.delivery.parked", watch, it -> figure(it.last(), Backlog::parked))
                .description("Events that wait behind a failed one")
                .register(registry);
        Gauge.builder("tideline.delivery.dead.letters", watch, it -> figure(it.last(), Backlog::deadLetters))
                .description("Dead letters that wait for an operator")
                .register(registry);
        Gauge.builder("tideline.inbox.missing", watch, it -> figure(it.last(), Backlog::missing))
                .description("Events that never came, by the versions of their aggregates")
                .register(registry);
        FunctionCounter.builder("tideline.inbox.gaps", gaps, Gaps::noticed)
                .description("Times that versions of an aggregate were skipped")
                .register(registry);
        FunctionCounter.builder("tideline.inbox.repeated", gaps, Gaps::repeated)
                .description("Versions that came a second time as another event")
                .register(registry);
    }

    @SuppressWarnings("ReferenceEquality") // that nothing waits is no less known than that something does
    private static double figure(Backlog backlog, ToLongFunction<Backlog> figure) {
        return backlog == Backlog.NONE ? Double.NaN : figure.applyAsLong(backlog);
    }
}
