package dev.tideline.user.signin.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Limits LIMITS =
            new Limits(2, Duration.ofSeconds(1), Duration.ofSeconds(5), 7, Duration.ofMinutes(15), Duration.ofHours(1));

    @Test
    void firstFailuresCostNoWaiting() {
        assertThat(after(1).isClosed(NOW)).isFalse();
        assertThat(after(2).isClosed(NOW)).isFalse();
    }

    @Test
    void eachFurtherOneCostsTwiceAsMuchUpToABound() {
        assertThat(after(3).closedUntil()).isEqualTo(NOW.plusSeconds(1));
        assertThat(after(4).closedUntil()).isEqualTo(NOW.plusSeconds(2));
        assertThat(after(5).closedUntil()).isEqualTo(NOW.plusSeconds(4));
        assertThat(after(6).closedUntil()).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void manyLockOut() {
        assertThat(after(7).closedUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(after(7).isClosed(NOW.plus(Duration.ofMinutes(14)))).isTrue();
        assertThat(after(7).isClosed(NOW.plus(Duration.ofMinutes(15)))).isFalse();
        assertThat(after(10_000).closedUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void failuresAreForgottenAfterAQuietTime() {
        Tally before = after(6);
        assertThat(LIMITS.count(before, NOW.plus(Duration.ofMinutes(59))).failures())
                .isEqualTo(7);
        assertThat(LIMITS.count(before, NOW.plus(Duration.ofMinutes(61))).failures())
                .isEqualTo(1);
    }

    @Test
    void whatSucceededIsNotCounted() {
        assertThat(after(4).takeBack().failures()).isEqualTo(3);
        assertThat(after(4).takeBack().isClosed(NOW)).isFalse();
        assertThat(Tally.NONE.takeBack().failures()).isZero();
    }

    private static Tally after(int failures) {
        Tally tally = Tally.NONE;
        for (int i = 0; i < failures; i++) {
            tally = LIMITS.count(tally, NOW);
        }
        return tally;
    }
}
