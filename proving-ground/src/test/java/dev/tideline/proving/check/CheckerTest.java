package dev.tideline.proving.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final List<Posting> written = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Set<String> poison = new HashSet<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final List<Reminder> reminders = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private boolean deadLettersAreSent = true;

    @Test
    void whatIsHandledOnceAndInOrderKeepsEveryPromise() {
        handle(commit("a", 1));
        handle(commit("b", 1));
        handle(commit("a", 2));
        Verdict verdict = verdict();
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.kept()).isTrue();
        assertThat(finding(Checker.LOST).checked()).isEqualTo(3);
    }

    @Test
    void acknowledgedAndNotHandledIsLost() {
        handle(commit("a", 1));
        Posting lost = commit("a", 2);
        handle(commit("a", 3));
        assertThat(verdict().broken()).containsExactly(Checker.LOST);
        assertThat(finding(Checker.LOST).violations())
                .singleElement()
                .asString()
                .contains(lost.id().toString(), "a@2");
    }

    @Test
    void lastOfAnAccountCanBeLostToo() {
        handle(commit("a", 1));
        commit("a", 2);
        assertThat(verdict().broken()).containsExactly(Checker.LOST);
    }

    @Test
    void commitInDoubtMayNotHaveHappened() {
        handle(commit("a", 1));
        tryTo("a", 2, UUID.randomUUID());
        assertThat(verdict().broken()).isEmpty();
    }

    @Test
    void commitInDoubtMayHaveHappened() {
        handle(commit("a", 1));
        handle(tryTo("a", 2, UUID.randomUUID()));
        versions.put("a", 2L);
        assertThat(verdict().broken()).isEmpty();
    }

    @Test
    void commitInDoubtThatHappenedMustBeHandled() {
        handle(commit("a", 1));
        tryTo("a", 2, UUID.randomUUID());
        versions.put("a", 2L);
        assertThat(finding(Checker.LOST).violations())
                .singleElement()
                .asString()
                .contains("a@2", "in doubt");
    }

    @Test
    void commitInDoubtIsHandledWholeOrNotAtAll() {
        UUID transaction = UUID.randomUUID();
        handle(tryTo("a", 1, transaction));
        Posting lost = tryTo("b", 1, transaction);
        versions.put("a", 1L);
        versions.put("b", 1L);
        assertThat(finding(Checker.LOST).violations())
                .singleElement()
                .asString()
                .contains(lost.id().toString());
    }

    @Test
    void versionThatWasTriedTwiceIsHandledForTheOneThatCommitted() {
        tryTo("a", 1, UUID.randomUUID());
        handle(commit("a", 1));
        assertThat(verdict().broken()).isEmpty();
    }

    @Test
    void handlingWhatNobodyWroteIsInvention() {
        handle(new Posting(UUID.randomUUID(), UUID.randomUUID(), "a", 1, false, null));
        assertThat(verdict().broken()).containsExactly(Checker.INVENTED);
    }

    @Test
    void handlingWhatWasRolledBackIsInvention() {
        handle(tryTo("a", 1, UUID.randomUUID()));
        assertThat(verdict().broken()).containsExactly(Checker.INVENTED);
    }

    @Test
    void handlingTwiceIsToldFromDisorder() {
        Posting first = commit("a", 1);
        handle(first);
        handle(commit("a", 2));
        handle(first);
        assertThat(verdict().broken()).containsExactly(Checker.TWICE);
        assertThat(finding(Checker.TWICE).violations())
                .singleElement()
                .asString()
                .contains(first.id().toString(), "a@1");
    }

    @Test
    void handlingALaterVersionFirstIsDisorder() {
        Posting first = commit("a", 1);
        handle(commit("a", 2));
        handle(first);
        assertThat(verdict().broken()).containsExactly(Checker.OUT_OF_ORDER);
    }

    @Test
    void acknowledgedCommitMustBeInTheDatabase() {
        handle(commit("a", 1));
        handle(commit("a", 2));
        versions.put("a", 1L);
        assertThat(verdict().broken()).contains(Checker.DURABLE);
    }

    @Test
    void poisonIsToEndAsADeadLetterAndWhatIsBehindItIsHandled() {
        handle(commit("a", 1));
        deadLetters.add(commitPoison("a", 2).id().toString());
        handle(commit("a", 3));
        poison.add("00ff");
        deadLetters.add("00ff");
        assertThat(verdict().broken()).isEmpty();
        assertThat(finding(Checker.DEAD).checked()).isEqualTo(2);
    }

    @Test
    void poisonThatIsNowhereIsMissed() {
        poison.add("00ff");
        assertThat(finding(Checker.DEAD).violations()).containsExactly("missing: 00ff");
    }

    @Test
    void poisonThatIsNoDeadLetterIsLostToo() {
        commitPoison("a", 1);
        assertThat(verdict().broken()).containsExactly(Checker.LOST, Checker.DEAD, Checker.DEAD_TOPIC);
    }

    @Test
    void deadLetterThatIsNoPoisonIsReported() {
        deadLetters.add(commit("a", 1).id().toString());
        assertThat(finding(Checker.DEAD).violations())
                .singleElement()
                .asString()
                .startsWith("no poison: ");
    }

    @Test
    void deadLetterThatComesTwiceIsReported() {
        poison.add("00ff");
        deadLetters.addAll(List.of("00ff", "00ff"));
        assertThat(finding(Checker.DEAD).violations()).containsExactly("2 times: 00ff");
    }

    @Test
    void deadLettersMustBeOnTheirTopicToo() {
        poison.add("00ff");
        deadLetters.add("00ff");
        deadLettersAreSent = false;
        assertThat(verdict().broken()).containsExactly(Checker.DEAD_TOPIC);
    }

    @Test
    void missingReportIsWrongWhereNothingIsLost() {
        handle(commit("a", 1));
        gaps.add("account:a, 1 to 1");
        assertThat(verdict().broken()).containsExactly(Checker.GAPS);
    }

    @Test
    void missingReportIsRightWhereSomethingIsLost() {
        commit("a", 1);
        gaps.add("account:a, 1 to 1");
        assertThat(verdict().broken()).containsExactly(Checker.LOST);
    }

    @Test
    void delayedEventComesOnceAndNotBeforeItsTime() {
        reminders.add(new Reminder(UUID.randomUUID(), NOW, List.of(NOW)));
        assertThat(verdict().broken()).isEmpty();
        reminders.add(new Reminder(UUID.randomUUID(), NOW, List.of()));
        reminders.add(new Reminder(UUID.randomUUID(), NOW, List.of(NOW, NOW)));
        reminders.add(new Reminder(UUID.randomUUID(), NOW, List.of(NOW.minusMillis(1))));
        assertThat(finding(Checker.DELAYED).violations())
                .satisfiesExactly(
                        lost -> assertThat(lost).startsWith("lost"),
                        twice -> assertThat(twice).startsWith("2 times"),
                        early -> assertThat(early).startsWith("early"));
    }

    @Test
    void tableShowsEveryPromiseAndTheFirstExamples() {
        for (int version = 1; version <= 9; version++) {
            commit("a", version);
        }
        assertThat(verdict().toString())
                .contains(Checker.LOST, Checker.TWICE, Checker.DEAD, "a@1,", "a@5,")
                .doesNotContain("a@6,");
    }

    private Verdict verdict() {
        return Checker.check(
                new Evidence(written, versions, effects, poison, deadLetters, deadLetterTopic(), reminders, gaps));
    }

    private Set<String> deadLetterTopic() {
        return deadLettersAreSent ? Set.copyOf(deadLetters) : Set.of();
    }

    private Finding finding(String promise) {
        return verdict().findings().stream()
                .filter(each -> each.promise().equals(promise))
                .findFirst()
                .orElseThrow();
    }

    private Posting commit(String account, long version) {
        versions.put(account, version);
        return write(new Posting(UUID.randomUUID(), UUID.randomUUID(), account, version, false, NOW));
    }

    private Posting commitPoison(String account, long version) {
        versions.put(account, version);
        return write(new Posting(UUID.randomUUID(), UUID.randomUUID(), account, version, true, NOW));
    }

    private Posting tryTo(String account, long version, UUID transaction) {
        return write(new Posting(UUID.randomUUID(), transaction, account, version, false, null));
    }

    private Posting write(Posting posting) {
        written.add(posting);
        return posting;
    }

    private void handle(Posting posting) {
        effects.add(new Effect(effects.size() + 1, posting.id(), posting.account(), posting.version(), NOW));
    }
}
