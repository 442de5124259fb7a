package dev.tideline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {
    @TempDir
    private Path folder;

    private Home home;
    private Process ours;
    private Process neighbours;

    @BeforeEach
    void twoSuites() throws Exception {
        home = new Home(folder, folder.resolve("a b"));
        ours = jvm(home.mark());
        neighbours = jvm(home.mark() + "2");
    }

    @AfterEach
    void end() {
        ours.destroyForcibly();
        neighbours.destroyForcibly();
    }

    @Test
    void onlyProcessesOfThisHomeAreFound() {
        assertThat(new Orphans(home).find()).containsExactly(ours.toHandle());
    }

    @Test
    void aLongCommandLineHidesNone() throws Exception {
        var talkative = jvm(home.mark(), "-Dmore=" + "x".repeat(10_000));
        try {
            assertThat(new Orphans(home).find()).containsExactlyInAnyOrder(ours.toHandle(), talkative.toHandle());
        } finally {
            talkative.destroyForcibly();
        }
    }

    @Test
    void noneIsLeftAndTheNeighbourLives() {
        assertThat(new Orphans(home).end()).isOne();

        assertThat(ours.isAlive()).isFalse();
        assertThat(neighbours.isAlive()).isTrue();
        assertThat(new Orphans(home).end()).isZero();
    }

    private static Process jvm(String mark, String... more) throws Exception {
        var command = new ArrayList<>(List.of(Java.program(), mark));
        command.addAll(List.of(more));
        command.add(Sleeper.class.getName());
        var jvm = new ProcessBuilder(command);
        jvm.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var process = jvm.start();
        process.inputReader().readLine();
        return process;
    }

    static class Sleeper {
        public static void main(String[] nothing) throws InterruptedException {
            System.out.println("here");
            Thread.sleep(Duration.ofMinutes(1));
        }
    }
}
