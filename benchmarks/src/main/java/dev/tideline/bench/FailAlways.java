package dev.tideline.bench;

import dev.tideline.bench.Running.Answer;
import dev.tideline.bench.report.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One aggregate among ten thousand goes on being changed, and its events are always refused: how long those of the others take. */
final class FailAlways implements Scenario {

    private static final int TURNS = 3;
    private static final int REFUSED_PER_SECOND = 10;
    private static final int WRITERS = 20; // of 500 keys each
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    @Override
    public void run(Drive drive, Plan plan) {
        int bytes = plan.sizes().getFirst();
        drive.say("beside an aggregate that always fails");
        drive.fresh(Names.BESIDE_FAILING, Contestant.TIDELINE, Map.of("consumer", "each"), (contender, _) -> {
            contender.tell(Drive.PATIENCE, "move events=2000 bytes=" + bytes + " millis=" + WARM_UP.toMillis());
            pace(drive, plan, contender, bytes, 0);
            for (int i = 0; i < TURNS; i++) {
                for (int refused : List.of(0, REFUSED_PER_SECOND)) {
                    List<Double> handled = pace(drive, plan, contender, bytes, refused);
                    drive.figures().add(Names.BESIDE_FAILING, bytes, refused == 0 ? Names.NONE : Names.ONE, handled);
                }
            }
        });
    }

    private static List<Double> pace(Drive drive, Plan plan, Running contender, int bytes, int refused) {
        Duration time = plan.paced().multipliedBy(3); // a tail of few events says little
        Answer answer = contender.tell(
                Drive.PATIENCE.plus(time),
                "pace rate=" + plan.rateBesideFailing() + " millis=" + time.toMillis() + " bytes=" + bytes + " threads="
                        + WRITERS + " refused=" + refused);
        if (answer.number("lost") > 0) {
            throw new IllegalStateException(answer.text("lost") + " events of others were not handled within 20 s");
        }
        List<Double> handled = answer.numbers("handled");
        drive.say(
                "%-24s p50 %,.1f ms p99 %,.1f ms",
                refused == 0 ? "none fails" : "one fails", handled.get(3) / 1_000, handled.get(7) / 1_000);
        return handled;
    }
}
