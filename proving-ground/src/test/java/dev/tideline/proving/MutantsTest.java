package dev.tideline.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.proving.check.Checker;
import dev.tideline.proving.check.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A library that is broken on purpose must be found out, and by the same provocation the real one must not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsTest {

    private static final Mutant INBOX_OFF =
            new Mutant("inbox/PostgresInbox.java", "Set<UUID> fresh = claimIds(consumer, arrivals);", """
            claimIds(consumer, arrivals);
            Set<UUID> fresh = arrivals.stream()
                    .map(Arrival::event)
                    .flatMap(Stream::ofNullable)
                    .collect(java.util.stream.Collectors.toCollection(java.util.HashSet::new));
            """);

    private static final Mutant FENCE_OFF = new Mutant(
            "delivery/DeliverLive.java",
            "closed.contains(wanted.lane()) -> waiting",
            "closed.isEmpty() && closed.contains(wanted.lane()) -> waiting");

    private static final Mutant CONFIRMS_EARLY = new Mutant("relay/PublishBatch.java", """
                    publisher.publish(batch.stream()
                            .map(RecordChangeEvent::record)
                            .filter(this::isRow)
                            .map(change -> OutboxRow.of(((Struct) change.value()).getStruct("after")))
                            .toList());
            """, """
                    List<OutboxRow> early = batch.stream()
                            .map(RecordChangeEvent::record)
                            .filter(this::isRow)
                            .map(change -> OutboxRow.of(((Struct) change.value()).getStruct("after")))
                            .toList();
                    Thread.ofVirtual().start(() -> {
                        try {
                            publisher.publish(early);
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        }
                    });
            """);

    private static final Mutant COMMITS_WHAT_IT_COULD_NOT_DO =
            new Mutant("delivery/DeliverLive.java", "return later(left);", "return List.of();");

    private Path folder;
    private Stage stage;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        this.folder = folder;
        stage = new Stage(folder);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void realLibraryStandsEveryProvocation() throws Exception {
        Verdict verdict = stage.play("real", List.of(), List.of(), scene -> {
            scene.everythingComesAgain();
            scene.relayIsKilledWhileKafkaIsSilent();
            scene.readerLosesTheDatabase();
        });
        assertThat(verdict.kept()).as(verdict.toString()).isTrue();
        assertThat(verdict.findings())
                .filteredOn(each -> each.promise().equals(Checker.OUT_OF_ORDER))
                .allSatisfy(each -> assertThat(each.checked()).isPositive());
    }

    @Test
    void withoutInboxEventsAreHandledTwice() throws Exception {
        Verdict verdict =
                stage.play("inbox", List.of(), List.of(compiled(INBOX_OFF, "inbox")), Scene::everythingComesAgain);
        assertThat(verdict.broken()).as(verdict.toString()).contains(Checker.TWICE);
    }

    @Test
    void withoutFenceEventsOvertakeTheOneThatFailed() throws Exception {
        Verdict verdict = stage.play("fence", List.of(), List.of(compiled(FENCE_OFF, "fence")), _ -> {});
        assertThat(verdict.broken()).as(verdict.toString()).contains(Checker.OUT_OF_ORDER);
    }

    @Test
    void relayThatConfirmsBeforeKafkaLosesEvents() throws Exception {
        Verdict verdict = stage.play(
                "early", List.of(compiled(CONFIRMS_EARLY, "early")), List.of(), Scene::relayIsKilledWhileKafkaIsSilent);
        assertThat(verdict.broken()).as(verdict.toString()).contains(Checker.LOST);
    }

    @Test
    void readerThatCommitsOffsetsOfWhatItCouldNotDoLosesEvents() throws Exception {
        Verdict verdict = stage.play(
                "offsets",
                List.of(),
                List.of(compiled(COMMITS_WHAT_IT_COULD_NOT_DO, "offsets")),
                Scene::readerLosesTheDatabase);
        assertThat(verdict.broken()).as(verdict.toString()).contains(Checker.LOST);
    }

    @Test
    void mutantOfATextThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> new Mutant("inbox/PostgresInbox.java", "no such text", "").compile(folder))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PostgresInbox.java has changed");
    }

    private Path compiled(Mutant mutant, String name) throws IOException {
        return mutant.compile(folder.resolve("mutants").resolve(name));
    }
}
