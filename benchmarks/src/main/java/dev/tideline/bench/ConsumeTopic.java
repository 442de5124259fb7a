package dev.tideline.bench;

import dev.tideline.bench.Running.Answer;
import dev.tideline.bench.report.Names;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A consumer by itself on a topic that is full already: each drops what came twice, and writes an upsert for what did not. */
final class ConsumeTopic implements Scenario {

    static final String LISTS = "Tideline, lists";
    static final String EACH = "Tideline, one by one";
    static final String BATCH = "bare JDBC, batches";
    static final String RECORD = "bare JDBC, record by record";

    private static final Duration PATIENCE = Duration.ofSeconds(16);

    @Override
    public void run(Drive drive, Plan plan) {
        int filled = 0;
        for (int bytes : plan.sizeOfRounds()) {
            drive.say("consumer alone, %,d events, %d bytes", plan.consumed(), bytes);
            if (filled != bytes) {
                fill(drive, plan.consumed(), 0, bytes);
                filled = bytes;
            }
            Map<String, Contestant> contestants = new LinkedHashMap<>();
            contestants.put(LISTS, Contestant.TIDELINE.as(LISTS).relayedBy("none"));
            contestants.put(EACH, Contestant.TIDELINE.as(EACH).relayedBy("none"));
            contestants.put(BATCH, Contestant.JDBC.as(BATCH));
            contestants.put(RECORD, Contestant.JDBC.as(RECORD));
            Map<String, String> consumers = Map.of(LISTS, "list", EACH, "each", BATCH, "batch", RECORD, "record");
            contestants.forEach((title, contestant) -> drive.onTopic(
                    Names.CONSUME,
                    contestant,
                    Map.of("consumer", consumers.getOrDefault(title, "none"), "expected", "" + plan.consumed()),
                    (contender, _) -> {
                        Answer answer = contender.tell(Drive.PATIENCE, "await millis=" + PATIENCE.toMillis());
                        if (answer.number("handled") == 0) {
                            throw new IllegalStateException("nothing was handled");
                        }
                        drive.figures().add(Names.CONSUME, bytes, title, answer.number("rate"));
                        drive.say("%-28s %,10.0f events/s", title, answer.number("rate"));
                    }));
        }
    }

    /** Through the library's own outbox and relay, the refused ones first. */
    static void fill(Drive drive, int events, int refused, int bytes) {
        drive.fresh(Names.CONSUME, Contestant.TIDELINE, Map.of("consumer", "none"), (contender, _) -> {
            contender.tell(Drive.PATIENCE, "refuse events=" + refused + " bytes=" + bytes);
            contender.tell(Duration.ofMinutes(5), "fill events=" + events + " bytes=" + bytes + " threads=8");
            if (!drive.watch(0, (long) events + refused, Duration.ofMinutes(2)).complete()) {
                throw new IllegalStateException("the topic could not be filled");
            }
        });
    }
}
