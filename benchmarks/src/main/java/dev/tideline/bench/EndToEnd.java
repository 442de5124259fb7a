package dev.tideline.bench;

import dev.tideline.bench.Running.Answer;
import dev.tideline.bench.report.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * From the commit of a change to the commit of its effect: how much at most, and how long at a given rate. The writer, the relay and
 * the consumer share a process, as they do in a small service.
 */
final class EndToEnd implements Scenario {

    private static final int WRITERS = 8;

    private final List<Contestant> contestants;

    EndToEnd(List<Contestant> contestants) {
        this.contestants = contestants;
    }

    @Override
    public void run(Drive drive, Plan plan) {
        for (int bytes : plan.sizeOfRounds()) {
            drive.say("commit to handled, %d bytes", bytes);
            for (Contestant contestant : contestants) {
                drive.fresh(
                        Names.SATURATED,
                        contestant,
                        Map.of("consumer", handling(contestant)),
                        (contender, _) -> measure(drive, plan, contestant, contender, bytes));
            }
        }
    }

    private static String handling(Contestant contestant) {
        return contestant.peer() ? "plain" : Contestant.HANDLING;
    }

    private static void measure(Drive drive, Plan plan, Contestant contestant, Running contender, int bytes) {
        contender.tell(Drive.PATIENCE, "move events=500 bytes=" + bytes + " millis=20000");
        Answer most = null;
        for (int run = 0; run < 2; run++) { // the first warms up
            most = contender.tell(
                    Drive.PATIENCE.plus(plan.saturated().multipliedBy(3)),
                    "saturate millis=" + plan.saturated().toMillis() + " bytes=" + bytes + " threads=" + WRITERS);
        }
        double handled = most == null ? 0 : most.number("handled");
        drive.figures().add(Names.SATURATED, bytes, contestant.title(), handled);
        drive.figures()
                .add(Names.SATURATED_WRITES, bytes, contestant.title(), most == null ? 0 : most.number("written"));
        drive.say("%-24s %,10.0f events/s", contestant.title(), handled);
        for (int rate : plan.rates()) {
            pace(drive, contestant, contender, bytes, rate, rate, plan.paced());
        }
        pace(drive, contestant, contender, bytes, 0, (int) (handled / 2), plan.paced());
    }

    private static void pace(
            Drive drive, Contestant contestant, Running contender, int bytes, int name, int rate, Duration time) {
        if (rate < 1) {
            return;
        }
        Answer answer = contender.tell(
                Drive.PATIENCE.plus(time),
                "pace rate=" + rate + " millis=" + time.toMillis() + " bytes=" + bytes + " threads=" + WRITERS * 2);
        drive.figures().add(Names.handledAt(name), bytes, contestant.title(), answer.numbers("handled"));
        drive.figures().add(Names.inKafkaAt(name), bytes, contestant.title(), answer.numbers("kafka"));
        drive.figures().add(Names.fromDueAt(name), bytes, contestant.title(), answer.numbers("due"));
        if (answer.number("lost") > 0) {
            drive.figures()
                    .failed(
                            Names.handledAt(name),
                            contestant.title(),
                            answer.text("lost") + " events not handled within 20 s at " + rate + "/s");
        }
        List<Double> kafka = answer.numbers("kafka");
        List<Double> handled = answer.numbers("handled");
        drive.say(
                "%-24s %,10d/s p50 %,.1f ms p99 %,.1f ms, in Kafka after %,.1f ms and %,.1f ms",
                contestant.title(),
                rate,
                handled.get(3) / 1_000,
                handled.get(7) / 1_000,
                kafka.get(3) / 1_000,
                kafka.get(7) / 1_000);
    }
}
