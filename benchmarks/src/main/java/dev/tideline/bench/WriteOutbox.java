package dev.tideline.bench;

import dev.tideline.bench.report.Names;
import java.util.Map;

/** What the outbox costs whoever writes: the same transaction with and without an event, in turns, nothing else running. */
final class WriteOutbox implements Scenario {

    static final String WITH = "business row and event";
    static final String WITHOUT = "business row only";

    private static final int TURNS = 5;
    private static final int WRITERS = 8;

    @Override
    public void run(Drive drive, Plan plan) {
        for (int bytes : plan.sizes()) {
            drive.say("writer, %d connections, %d bytes", WRITERS, bytes);
            Contestant writer = Contestant.TIDELINE.relayedBy("none");
            drive.fresh(Names.WRITER, writer, Map.of("consumer", "none"), (contender, _) -> {
                turn(drive, plan, contender, bytes, false);
                turn(drive, plan, contender, bytes, true);
                for (int i = 0; i < TURNS; i++) {
                    drive.figures().add(Names.WRITER, bytes, WITHOUT, turn(drive, plan, contender, bytes, false));
                    drive.figures().add(Names.WRITER, bytes, WITH, turn(drive, plan, contender, bytes, true));
                }
            });
        }
    }

    private static double turn(Drive drive, Plan plan, Running contender, int bytes, boolean events) {
        double rate = contender
                .tell(
                        Drive.PATIENCE,
                        "write events=" + events + " millis=" + plan.written().toMillis() + " bytes=" + bytes
                                + " threads=" + WRITERS)
                .number("rate");
        drive.say("%-28s %,10.0f transactions/s", events ? WITH : WITHOUT, rate);
        return rate;
    }
}
