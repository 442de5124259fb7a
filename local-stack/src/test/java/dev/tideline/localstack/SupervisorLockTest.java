package dev.tideline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorLockTest {
    @TempDir
    private Path folder;

    @Test
    void isHeldAsLongAsItsSupervisorLives() throws Exception {
        var lock = new SupervisorLock(new Home(folder, folder).create());
        assertThat(lock.holder()).isEmpty();

        var supervisor = new ProcessBuilder(
                        Java.program(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(supervisor.inputReader().readLine()).isEqualTo("taken");
        assertThat(lock.holder()).contains(supervisor.toHandle());
        assertThat(lock.take()).isEmpty();

        supervisor.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(lock.holder()).isEmpty();
    }

    static class Holder {
        public static void main(String[] folder) throws Exception {
            var home = new Home(Path.of(folder[0]), Path.of(folder[0]));
            try (var _ = new SupervisorLock(home).take().orElseThrow()) {
                System.gc();
                System.out.println("taken");
                Thread.sleep(Duration.ofMinutes(1));
            }
        }
    }
}
