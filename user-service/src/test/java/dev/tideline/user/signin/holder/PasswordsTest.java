package dev.tideline.user.signin.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void samePasswordHasAnotherHashEachTimeAndMatchesBoth() {
        String one = passwords.hash("correct horse battery");
        String other = passwords.hash("correct horse battery");
        assertThat(one).startsWith("{argon2id}$argon2id$").isNotEqualTo(other).doesNotContain("horse");
        assertThat(passwords.match("correct horse battery", one)).isTrue();
        assertThat(passwords.match("correct horse battery", other)).isTrue();
        assertThat(passwords.match("Correct horse battery", one)).isFalse();
    }

    @Test
    void withoutAHashNothingMatches() {
        assertThat(passwords.match("correct horse battery", null)).isFalse();
    }

    /** Were it to skip the work, it would take a hundredth. */
    @Test
    void withoutAHashItTakesAsLong() {
        String hash = passwords.hash("correct horse battery");
        nanos(hash);
        nanos(null);
        assertThat(nanos(null)).isBetween(nanos(hash) / 4, nanos(hash) * 4);
    }

    private long nanos(@Nullable String hash) {
        return LongStream.range(0, 5)
                .map(_ -> {
                    long start = System.nanoTime();
                    passwords.match("wrong", hash);
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }
}
