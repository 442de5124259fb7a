package dev.tideline.events.cqrs;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.Objects;

/** A timer and a span for each command, {@code tideline.command}, by type and outcome. */
record ObserveCommands(ObservationRegistry registry) implements Middleware {

    @Override
    public <R> Outcome<R> around(CommandCall<R> call, Next<R> next) {
        Observation observation = Observation.createNotStarted("tideline.command", registry)
                .contextualName("command " + call.type())
                .lowCardinalityKeyValue("type", call.type())
                .lowCardinalityKeyValue("outcome", "failed"); // until it is known
        return Objects.requireNonNull(observation.observe(() -> {
            Outcome<R> outcome = next.proceed();
            observation.lowCardinalityKeyValue(KeyValue.of("outcome", name(outcome)));
            return outcome;
        }));
    }

    private static String name(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Accepted<?> _ -> "accepted";
            case Outcome.Rejected<?> rejected -> rejected.reason().name().toLowerCase(Locale.ROOT);
        };
    }
}
