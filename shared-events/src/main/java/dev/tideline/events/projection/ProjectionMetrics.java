package dev.tideline.events.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;

record ProjectionMetrics(BringProjectionsOn bringing) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Project each : bringing.projects()) {
            TimeGauge.builder(
                            "tideline.projection.behind",
                            each,
                            TimeUnit.MILLISECONDS,
                            it -> it.behind().toMillis())
                    .description("Since the build that is read was last seen to have come to the end")
                    .tag("projection", each.name())
                    .register(registry);
        }
    }
}
