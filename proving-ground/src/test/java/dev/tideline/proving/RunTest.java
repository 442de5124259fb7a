package dev.tideline.proving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.proving.check.Checker;
import dev.tideline.proving.check.Verdict;
import dev.tideline.proving.faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A short run with every kind of fault; {@code ./tideline prove} is the same for as long as one likes. */
class RunTest {

    private static final long SEED = 1;

    @Test
    void everyPromiseIsKept(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        Verdict verdict = new Run(
                        new Options(
                                SEED,
                                Duration.ofSeconds(40),
                                60,
                                EnumSet.allOf(Fault.class),
                                Duration.ZERO,
                                20,
                                10,
                                Duration.ofMinutes(3),
                                folder),
                        System.out)
                .run();
        assertThat(verdict.kept()).as("%s%n%s", folder, verdict).isTrue();
        assertThat(verdict.findings())
                .as("a run that checks nothing proves nothing")
                .filteredOn(each -> each.promise().equals(Checker.LOST)
                        || each.promise().equals(Checker.DELAYED)
                        || each.promise().equals(Checker.DEAD))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.checked()).isPositive());
    }
}
