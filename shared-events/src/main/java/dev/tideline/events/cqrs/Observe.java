package dev.tideline.events.cqrs;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** A timer and a span for each command, {@code tideline.command}, and each query, {@code tideline.query}, by type and outcome. */
record Observe(ObservationRegistry registry) implements Middleware, QueryMiddleware {

    @Override
    public <R> Outcome<R> around(CommandCall<R> call, Middleware.Next<R> next) {
        return observe("command", call.type(), next::proceed, Observe::name);
    }

    @Override
    public <R> Answer<R> around(QueryCall<R> call, QueryMiddleware.Next<R> next) {
        return observe("query", call.type(), next::proceed, Observe::name);
    }

    private <T> T observe(String kind, String type, Supplier<T> rest, Function<T, String> name) {
        Observation observation = Observation.createNotStarted("tideline." + kind, registry)
                .contextualName(kind + " " + type)
                .lowCardinalityKeyValue("type", type)
                .lowCardinalityKeyValue("outcome", "failed"); // until it is known
        return Objects.requireNonNull(observation.observe(() -> {
            try {
                T came = rest.get();
                observation.lowCardinalityKeyValue(KeyValue.of("outcome", name.apply(came)));
                return came;
            } catch (NotUndone e) {
                observation.lowCardinalityKeyValue(
                        KeyValue.of("outcome", name(e.rejected().reason())));
                throw e;
            }
        }));
    }

    private static String name(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Accepted<?> _ -> "accepted";
            case Outcome.Rejected<?> rejected -> name(rejected.reason());
        };
    }

    private static String name(Answer<?> answer) {
        return switch (answer) {
            case Answer.Given<?> given -> given.stale() ? "stale" : "given";
            case Answer.NotYet<?> _ -> "not_yet";
            case Answer.Refused<?> refused -> name(refused.reason());
        };
    }

    private static String name(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
