package dev.tideline.proving;

import static org.awaitility.Awaitility.await;

import dev.tideline.proving.check.Checker;
import dev.tideline.proving.check.Verdict;
import dev.tideline.proving.network.Weather;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Servers that stay, and for each play a ledger and a reader of its own. */
final class Stage implements AutoCloseable {

    interface Play {
        void act(Scene scene) throws Exception;
    }

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RATE = 50;
    private static final int FAILING = 100;
    private static final int POISONOUS = 0;

    private final Arena arena;

    Stage(Path folder) throws IOException {
        arena = new Arena(folder);
        arena.startServers();
    }

    /**
     * Plays under load, of which every tenth posting fails a few times.
     *
     * @param ledgerFirst classes that take the place of the ledger's
     * @param readerFirst likewise, of the reader's
     */
    Verdict play(String run, List<Path> ledgerFirst, List<Path> readerFirst, Play play) throws Exception {
        Replica ledger = arena.addLedger(run, RATE, FAILING, POISONOUS, ledgerFirst);
        Replica reader = arena.addReader(readerFirst);
        Journals journals = new Journals(arena.journals(), run);
        try (Meddler meddler = new Meddler(arena.bootstrapServers(), run)) {
            ledger.start();
            reader.start();
            GatherEvidence evidence = new GatherEvidence(arena.postgres(), journals, meddler);
            await("load")
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> {
                        revive();
                        return evidence.effects(run) > 200;
                    });
            play.act(new Scene(arena, ledger, reader, meddler));
            Files.createFile(arena.quiet(run));
            await("end of the load").atMost(PATIENCE).until(() -> {
                revive();
                return journals.ended(ledger);
            });
            try (Rest rest = new Rest(arena)) {
                await("rest")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(300))
                        .until(rest::underWay, String::isEmpty);
            }
            return Checker.check(evidence.of(run));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + " " + arena.lastWords(), e);
        } finally {
            arena.kafka().weather(Weather.FAIR);
            ledger.kill();
            reader.end(); // lets the group know, so that the next reader need not wait for its session to end
        }
    }

    /** A broker that lost its port is nobody's fault; a ledger or a reader that ends by itself is what a play is to find out. */
    private void revive() {
        if (arena.broker().fell()) {
            System.out.println("started again, because it had ended by itself: " + arena.broker());
            arena.broker().start();
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
