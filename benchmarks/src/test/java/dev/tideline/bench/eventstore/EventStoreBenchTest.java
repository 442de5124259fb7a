package dev.tideline.bench.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.bench.eventstore.EventStoreBench.Plan;
import dev.tideline.bench.report.Conditions;
import dev.tideline.bench.report.EventStoreReport;
import dev.tideline.bench.report.Figures;
import dev.tideline.bench.report.Names;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventStoreBenchTest {

    @Test
    void everythingIsMeasuredAndNoReadFails() {
        Plan plan = Plan.quick();
        Figures figures = EventStoreBench.measure(plan, System.out);
        String page =
                new EventStoreReport(figures, new Conditions("test", plan.rounds(), Instant.now()), 20_000).page();
        assertThat(page).doesNotContain("not measured");
        assertThat(figures.medians(Names.READS, 300, Names.STORE))
                .hasSize(2)
                .last()
                .isEqualTo(0.0);
    }
}
