package dev.tideline.events.requests;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How long each took, and what came of it, is among the observations of the query bus. */
record RequestMetrics(RequestCounts counts) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("tideline.queries.answered", counts, RequestCounts::allAnswered)
                .description("Queries over topics that were answered")
                .register(registry);
        FunctionCounter.builder("tideline.queries.expired", counts, RequestCounts::allExpired)
                .description("Queries over topics that nobody waited for any more")
                .register(registry);
        FunctionCounter.builder("tideline.queries.unanswerable", counts, RequestCounts::allUnanswerable)
                .description("Queries over topics that named no place for an answer, or could not be read")
                .register(registry);
        FunctionCounter.builder("tideline.queries.failures", counts, RequestCounts::allFailed)
                .description("Queries over topics that were not answered because something failed")
                .register(registry);
    }
}
