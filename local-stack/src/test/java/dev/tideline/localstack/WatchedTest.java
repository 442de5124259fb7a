package dev.tideline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private final List<String> reports = new ArrayList<>();
    private final FakeMember member = new FakeMember();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Watched watched = new Watched(member, () -> now, reports::add);

    @Test
    void isUpWhenItsMemberIsReady() {
        watched.start();
        watched.tick();
        assertThat(watched.state()).isEqualTo(Watched.State.STARTING);

        member.ready = true;
        watched.tick();

        assertThat(watched.state()).isEqualTo(Watched.State.UP);
        assertThat(reports).containsExactly("fake is up on port 1");
    }

    @Test
    void failsWhenItEndsBeforeItWasEverUp() {
        watched.start();
        member.alive = false;

        watched.tick();

        assertThat(watched.state()).isEqualTo(Watched.State.FAILED);
        assertThat(member.starts).isOne();
    }

    @Test
    void isRestartedAfterARestWhenItDies() {
        bringUp();
        member.alive = false;

        watched.tick();
        assertThat(watched.state()).isEqualTo(Watched.State.RESTING);
        assertThat(reports).last().isEqualTo("fake died; next start in 1 s");

        pass(Duration.ofMillis(999));
        assertThat(member.starts).isOne();

        pass(Duration.ofMillis(1));
        assertThat(member.starts).isEqualTo(2);
        assertThat(watched.snapshot().restarts()).isOne();
    }

    @Test
    void restsLongerWhenItKeepsDying() {
        bringUp();
        for (var seconds : List.of(1, 2, 4)) {
            member.alive = false;
            watched.tick();
            assertThat(reports).last().isEqualTo("fake died; next start in " + seconds + " s");
            pass(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aRestartThatThrowsIsTriedAgain() {
        bringUp();
        member.alive = false;
        member.broken = true;
        watched.tick();

        pass(Duration.ofSeconds(1));

        assertThat(watched.state()).isEqualTo(Watched.State.RESTING);
        member.broken = false;
        pass(Duration.ofSeconds(2));
        assertThat(watched.state()).isEqualTo(Watched.State.STARTING);
    }

    private void bringUp() {
        watched.start();
        member.ready = true;
        watched.tick();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        watched.tick();
    }

    private static final class FakeMember implements Member {
        private boolean ready;
        private boolean alive;
        private boolean broken;
        private int starts;

        @Override
        public Part part() {
            return new Part("fake", "FAKE_PORT", 1);
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public void start() {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            starts++;
            alive = true;
        }

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public Optional<ProcessHandle> process() {
            return alive ? Optional.of(ProcessHandle.current()) : Optional.empty();
        }
    }
}
