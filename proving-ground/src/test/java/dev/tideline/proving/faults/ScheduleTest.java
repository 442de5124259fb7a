package dev.tideline.proving.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Duration TIME = Duration.ofMinutes(5);
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    @Test
    void seedRepeatsTheSchedule() {
        assertThat(Schedule.draw(7, TIME, ALL, Duration.ZERO))
                .isEqualTo(Schedule.draw(7, TIME, List.copyOf(ALL).reversed(), Duration.ZERO));
        assertThat(Schedule.draw(8, TIME, ALL, Duration.ZERO)).isNotEqualTo(Schedule.draw(7, TIME, ALL, Duration.ZERO));
    }

    /** What docs and notes say of a seed has to stay true. */
    @Test
    void seedMeansTheSameFromOneBuildToTheNext() {
        assertThat(Schedule.draw(7, Duration.ofSeconds(10), Set.of(Fault.KILL_LEADER), Duration.ZERO)
                        .injections())
                .first()
                .hasToString("    3.0 s  kill-leader        2.2 s  lot 164");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyFaultComesAndIsMendedInTime(long seed) {
        Schedule schedule = Schedule.draw(seed, TIME, ALL, Duration.ZERO);
        assertThat(schedule.injections()).extracting(Injection::fault).containsAll(ALL);
        assertThat(schedule.injections())
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()))
                .allSatisfy(each -> assertThat(each.mended()).isLessThanOrEqualTo(TIME));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void faultsOfOneTargetDoNotMeet(long seed) {
        List<Injection> injections =
                Schedule.draw(seed, TIME, ALL, Duration.ZERO).injections();
        for (Fault.Target target : Fault.Target.values()) {
            List<Injection> own = injections.stream()
                    .filter(each -> each.fault().target() == target)
                    .toList();
            for (int i = 1; i < own.size(); i++) {
                assertThat(own.get(i).at())
                        .isGreaterThanOrEqualTo(own.get(i - 1).mended());
            }
        }
    }

    @Test
    void onlyTheFaultsThatWereAskedForCome() {
        assertThat(Schedule.draw(1, TIME, Set.of(Fault.KILL_BROKER), Duration.ZERO)
                        .injections())
                .isNotEmpty()
                .allMatch(each -> each.fault() == Fault.KILL_BROKER);
        assertThat(Schedule.draw(1, TIME, Set.of(), Duration.ZERO).injections()).isEmpty();
    }

    @Test
    void everyFaultIsFoundByItsName() {
        assertThat(Arrays.stream(Fault.values()).map(Fault::toString).map(Fault::named))
                .containsExactly(Fault.values());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.named("kill-everything"))
                .withMessageContaining("kill-leader");
    }

    @Test
    void faultsKeepThePauseBetweenThem() {
        List<Injection> injections =
                Schedule.draw(1, TIME, ALL, Duration.ofSeconds(20)).injections();
        assertThat(injections).hasSizeGreaterThan(2);
        for (int i = 1; i < injections.size(); i++) {
            assertThat(injections.get(i).at().minus(injections.get(i - 1).at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        }
    }
}
