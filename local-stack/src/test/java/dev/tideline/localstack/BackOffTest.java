package dev.tideline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void restsLongerAfterEachFailureUpToThirtySeconds() {
        var rests = Stream.iterate(BackOff.NONE.diedAfter(Duration.ZERO), it -> it.diedAfter(Duration.ZERO))
                .limit(7)
                .map(it -> it.rest().toSeconds());

        assertThat(rests).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void thirtySecondsStayThirtyHoweverOftenItFails() {
        assertThat(new BackOff(1_000).rest()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aMinuteOfWorkForgivesEarlierFailures() {
        assertThat(new BackOff(6).diedAfter(Duration.ofMinutes(1)).rest()).isEqualTo(Duration.ofSeconds(1));
        assertThat(new BackOff(6).diedAfter(Duration.ofSeconds(59)).rest()).isEqualTo(Duration.ofSeconds(30));
    }
}
