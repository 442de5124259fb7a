package dev.tideline.events.relay;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Figures of the last look; what cannot be told is NaN. */
record RelayMetrics(Relay relay, WatchRelay watch) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("tideline.relay.published", relay, Relay::published)
                .description("Events that Kafka acknowledged to this instance")
                .register(registry);
        Gauge.builder("tideline.relay.leader", relay, it -> it.state() == Relay.State.LEADING ? 1 : 0)
                .description("1 on the instance that publishes")
                .register(registry);
        for (Relay.State state : Relay.State.values()) {
            Gauge.builder("tideline.relay.state", relay, it -> it.state() == state ? 1 : 0)
                    .tag("state", state.name())
                    .register(registry);
        }
        gauge(registry, "tideline.relay.parked", RelayStatus::parked);
        gauge(registry, "tideline.outbox.delayed", RelayStatus::delayed);
        gauge(
                registry,
                "tideline.relay.lag.bytes",
                it -> it.slot() == null ? Double.NaN : it.slot().bytesBehind());
        gauge(
                registry,
                "tideline.relay.lag.events",
                it -> it.lag() == null ? Double.NaN : it.lag().events());
        gauge(
                registry,
                "tideline.relay.lag.seconds",
                it -> it.lag() == null ? Double.NaN : it.lag().seconds());
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<RelayStatus> figure) {
        Gauge.builder(name, watch, it -> figure(it.last(), figure)).register(registry);
    }

    private static double figure(RelayStatus status, ToDoubleFunction<RelayStatus> figure) {
        return status.equals(RelayStatus.UNKNOWN) ? Double.NaN : figure.applyAsDouble(status);
    }
}
