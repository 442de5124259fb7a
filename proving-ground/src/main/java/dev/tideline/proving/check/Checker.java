package dev.tideline.proving.check;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which promises the evidence shows to be broken. A commit in doubt may have happened or not; the versions of the accounts in the database
 * say which, and what follows has to agree with that.
 */
public final class Checker {

    public static final String LOST = "nothing committed is lost";
    public static final String INVENTED = "nothing is handled that was not committed";
    public static final String TWICE = "nothing is handled twice";
    public static final String OUT_OF_ORDER = "an account's postings are handled in order";
    public static final String DURABLE = "an acknowledged commit is in the database";
    public static final String DEAD = "dead letters are exactly the poison";

    public static final String DEAD_TOPIC = "the topic of dead letters has them all";
    public static final String DELAYED = "delayed events come once, not before their time";
    public static final String GAPS = "nothing is reported missing that is not";

    private final Evidence evidence;
    private final Map<UUID, Posting> written;
    private final Map<UUID, Long> handled;
    private final List<Posting> committed;

    private Checker(Evidence evidence) {
        this.evidence = evidence;
        this.written = evidence.written().stream().collect(toMap(Posting::id, Function.identity()));
        this.handled = evidence.effects().stream().collect(groupingBy(Effect::posting, counting()));
        this.committed = committed();
    }

    public static Verdict check(Evidence evidence) {
        Checker checker = new Checker(evidence);
        return new Verdict(List.of(
                checker.durable(),
                checker.lost(),
                checker.invented(),
                checker.twice(),
                checker.outOfOrder(),
                checker.deadLetters(),
                checker.deadLetterTopic(),
                checker.delayed(),
                checker.gaps()));
    }

    /**
     * Acknowledged, or in doubt and part of a transaction of which something was seen. Of what is in doubt and was not seen, nobody can say
     * whose version it would have been: that is left to the versions.
     */
    private List<Posting> committed() {
        Set<UUID> seen = new HashSet<>(handled.keySet());
        seen.addAll(dead());
        Set<UUID> transactions = evidence.written().stream()
                .filter(each -> each.acknowledged() != null || seen.contains(each.id()))
                .map(Posting::transaction)
                .collect(toSet());
        return evidence.written().stream()
                .filter(each -> transactions.contains(each.transaction()))
                .toList();
    }

    private Finding durable() {
        List<Posting> acknowledged = evidence.written().stream()
                .filter(each -> each.acknowledged() != null)
                .toList();
        return new Finding(
                DURABLE,
                acknowledged.size(),
                acknowledged.stream()
                        .filter(each -> evidence.versions().getOrDefault(each.account(), 0L) < each.version())
                        .map(Checker::name)
                        .toList());
    }

    /** Every version that an account has must have been handled, or be a dead letter; and every acknowledged posting. */
    private Finding lost() {
        Set<UUID> dead = dead();
        List<String> violations = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (Posting each : committed) {
            if (handled.containsKey(each.id()) || dead.contains(each.id())) {
                found.add(each.account() + "@" + each.version());
            } else {
                violations.add(name(each) + ", committed " + each.acknowledged());
            }
        }
        Set<String> reported = committed.stream()
                .map(each -> each.account() + "@" + each.version())
                .collect(toSet());
        long versions = 0;
        for (Map.Entry<String, Long> account : evidence.versions().entrySet()) {
            for (long version = 1; version <= account.getValue(); version++, versions++) {
                String key = account.getKey() + "@" + version;
                if (!found.contains(key) && !reported.contains(key)) {
                    violations.add(key + ", its commit was in doubt");
                }
            }
        }
        return new Finding(LOST, versions, violations);
    }

    private Finding invented() {
        return new Finding(
                INVENTED,
                evidence.effects().size(),
                evidence.effects().stream()
                        .filter(each -> !written.containsKey(each.posting())
                                || evidence.versions().getOrDefault(each.account(), 0L) < each.version())
                        .map(Checker::name)
                        .toList());
    }

    private Finding twice() {
        return new Finding(
                TWICE,
                evidence.effects().size(),
                handled.entrySet().stream()
                        .filter(each -> each.getValue() > 1)
                        .map(each ->
                                each.getKey() + " of " + account(each.getKey()) + ", " + each.getValue() + " times")
                        .toList());
    }

    /** What is handled again is another promise's affair; here its first time counts. */
    private Finding outOfOrder() {
        List<String> violations = new ArrayList<>();
        Map<String, Effect> last = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        for (Effect each : evidence.effects()) {
            if (!seen.add(each.posting())) {
                continue;
            }
            Effect before = last.get(each.account());
            if (before != null && before.version() >= each.version()) {
                violations.add(
                        name(each) + ", after version " + before.version() + " (position " + before.position() + ")");
            } else {
                last.put(each.account(), each);
            }
        }
        return new Finding(OUT_OF_ORDER, seen.size(), violations);
    }

    private Finding deadLetters() {
        Set<String> expected = poison();
        Map<String, Long> found = evidence.deadLetters().stream().collect(groupingBy(Function.identity(), counting()));
        List<String> violations = new ArrayList<>(compare(expected, found.keySet()));
        found.forEach((each, times) -> {
            if (expected.contains(each) && times > 1) {
                violations.add(times + " times: " + each);
            }
        });
        return new Finding(DEAD, expected.size(), violations);
    }

    private Finding deadLetterTopic() {
        return new Finding(DEAD_TOPIC, poison().size(), compare(poison(), evidence.deadLetterTopic()));
    }

    private Finding delayed() {
        List<String> violations = new ArrayList<>();
        for (Reminder each : evidence.reminders()) {
            if (each.handled().isEmpty()) {
                violations.add("lost: " + each.id() + ", due " + each.due());
            } else if (each.handled().size() > 1) {
                violations.add(each.handled().size() + " times: " + each.id());
            } else if (each.handled().getFirst().isBefore(each.due())) {
                violations.add("early: " + each.id() + ", due " + each.due() + ", handled "
                        + each.handled().getFirst());
            }
        }
        return new Finding(DELAYED, evidence.reminders().size(), violations);
    }

    /** What is lost is missing indeed; that is said already. */
    private Finding gaps() {
        return new Finding(GAPS, evidence.versions().size(), lost().kept() ? evidence.gaps() : List.of());
    }

    private Set<String> poison() {
        return Stream.concat(
                        evidence.poison().stream(),
                        committed.stream()
                                .filter(Posting::poisonous)
                                .map(each -> each.id().toString()))
                .collect(toSet());
    }

    private static List<String> compare(Set<String> expected, Set<String> found) {
        return Stream.concat(
                        expected.stream().filter(each -> !found.contains(each)).map(each -> "missing: " + each),
                        found.stream().filter(each -> !expected.contains(each)).map(each -> "no poison: " + each))
                .toList();
    }

    private Set<UUID> dead() {
        return evidence.deadLetters().stream().flatMap(Checker::posting).collect(toSet());
    }

    private static Stream<UUID> posting(String deadLetter) {
        return deadLetter.length() == 36 && deadLetter.indexOf('-') == 8
                ? Stream.of(UUID.fromString(deadLetter))
                : Stream.empty();
    }

    private String account(UUID posting) {
        Posting known = written.get(posting);
        return known == null ? "nobody" : known.account() + "@" + known.version();
    }

    private static String name(Posting each) {
        return each.id() + " of " + each.account() + "@" + each.version();
    }

    private static String name(Effect each) {
        return each.posting() + " of " + each.account() + "@" + each.version() + " (position " + each.position() + ")";
    }
}
