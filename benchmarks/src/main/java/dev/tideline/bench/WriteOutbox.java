package dev.tideline.bench;

import dev.tideline.bench.report.Names;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the outbox costs whoever writes: the same transaction with and without an event, in turns, nothing else running. A second business
 * row instead of the event is what any outbox costs that writes by a statement of its own.
 */
final class WriteOutbox implements Scenario {

    static final String WITH = "business row and event";
    static final String WITHOUT = "business row only";
    static final String TWO_ROWS = "two business rows";

    private static final int TURNS = 5;
    private static final int WRITERS = 8;

    @Override
    public void run(Drive drive, Plan plan) {
        Map<String, String> transactions = new LinkedHashMap<>();
        transactions.put(WITHOUT, "rows=1");
        transactions.put(TWO_ROWS, "rows=2");
        transactions.put(WITH, "rows=0");
        for (int bytes : plan.sizes()) {
            drive.say("writer, %d connections, %d bytes", WRITERS, bytes);
            Contestant writer = Contestant.TIDELINE.relayedBy("none");
            drive.fresh(Names.WRITER, writer, Map.of("consumer", "none"), (contender, _) -> {
                for (int turn = 0; turn <= TURNS; turn++) {
                    boolean warmingUp = turn == 0;
                    transactions.forEach((title, what) -> {
                        double rate = rate(contender, plan, what, bytes);
                        if (!warmingUp) {
                            drive.say("%-28s %,10.0f transactions/s", title, rate);
                            drive.figures().add(Names.WRITER, bytes, title, rate);
                        }
                    });
                }
            });
        }
    }

    private static double rate(Running contender, Plan plan, String what, int bytes) {
        return contender
                .tell(
                        Drive.PATIENCE,
                        "write " + what + " millis=" + plan.written().toMillis() + " bytes=" + bytes + " threads="
                                + WRITERS)
                .number("rate");
    }
}
