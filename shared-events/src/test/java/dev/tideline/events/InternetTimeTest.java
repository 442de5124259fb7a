package dev.tideline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternetTimeTest {

    @Test
    void readsWhatInstantsAreWrittenAs() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            int nanos = (int) (random.nextInt(1_000_000_000) / Math.pow(10, random.nextInt(10)))
                    * (int) Math.pow(10, random.nextInt(2));
            Instant time = Instant.ofEpochSecond(random.nextLong(253_402_300_800L), Math.min(nanos, 999_999_999));
            assertThat(InternetTime.parse(time.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T12:00:00+01:00",
                "2026-11-21T12:00Z",
                "2026-11-21T12:00:00.5Z",
                "2026-11-21T12:00:00.123456789Z",
                "2026-11-21t12:00:00z",
                "2024-02-29T23:59:59Z",
                "2026-11-21T12:00:00.Z",
                "+12026-11-21T12:00:00Z"
            })
    void readsTheLessUsualAsTheFormatterDoes(String text) {
        assertThat(InternetTime.parse(text))
                .isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-29T12:00:00Z",
                "2026-11-21T12:00:60Z",
                "2026-11-21T24:00:01Z",
                "2026-11-21T12:00:00.1234567890Z",
                "2026-11-21T12:0+:00Z",
                "2026-11-21T12:00:00"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> InternetTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
