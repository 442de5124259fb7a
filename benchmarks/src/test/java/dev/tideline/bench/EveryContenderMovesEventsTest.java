package dev.tideline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.bench.contender.Progress;
import dev.tideline.bench.report.Figures;
import dev.tideline.bench.report.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That they still run, so that the next benchmark is not the one that finds out; how fast is nothing a test can say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryContenderMovesEventsTest {

    private static final int EVENTS = 50;

    static final List<Contestant> WHOLE = Contestant.WHOLE;
    static final List<Contestant> FLOORS =
            Contestant.RELAYS.stream().filter(each -> !WHOLE.contains(each)).toList();

    private Lab lab;
    private Figures figures;
    private Drive drive;

    @BeforeAll
    void open() {
        lab = Lab.open();
    }

    @BeforeEach
    void forgetFailures() {
        figures = new Figures();
        drive = new Drive(lab, figures, System.out);
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @FieldSource("WHOLE")
    void fromTheCommitToTheEffect(Contestant contestant) {
        AtomicLong handled = new AtomicLong();
        drive.fresh(
                Names.SATURATED,
                contestant,
                Map.of("consumer", contestant.peer() ? "plain" : Contestant.HANDLING),
                (contender, _) -> handled.set((long) contender
                        .tell(Drive.PATIENCE, "move events=" + EVENTS + " bytes=300 millis=30000")
                        .number("handled")));
        assertThat(figures.failures()).isEmpty();
        assertThat(handled).hasValue(EVENTS);
    }

    @ParameterizedTest
    @FieldSource("FLOORS")
    void fromTheBacklogToKafka(Contestant contestant) {
        AtomicLong drained = new AtomicLong();
        drive.fresh(Names.DRAIN, contestant, Map.of("consumer", "none"), (contender, database) -> {
            DrainBacklog.seed(drive, contestant, contender, database, 300);
            Progress progress =
                    DrainBacklog.drain(drive, contestant, contender, database, EVENTS, Duration.ofSeconds(30));
            drained.set(progress.count());
        });
        assertThat(figures.failures()).isEmpty();
        assertThat(drained.get()).isGreaterThanOrEqualTo(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "record"})
    void fromTheTopicToTheEffect(String consumer) {
        ConsumeTopic.fill(drive, EVENTS, 0, 300);
        AtomicLong handled = new AtomicLong();
        drive.onTopic(
                Names.CONSUME,
                Contestant.JDBC,
                Map.of("consumer", consumer, "expected", Integer.toString(EVENTS)),
                (contender, _) -> handled.set((long)
                        contender.tell(Drive.PATIENCE, "await millis=30000").number("handled")));
        assertThat(figures.failures()).isEmpty();
        assertThat(handled).hasValue(EVENTS);
    }
}
