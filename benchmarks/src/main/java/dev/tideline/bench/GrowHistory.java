package dev.tideline.bench;

import dev.tideline.bench.Running.Answer;
import dev.tideline.bench.contender.Progress;
import dev.tideline.bench.report.Names;
import java.util.Map;

/**
 * The same again with more and more rows of history in the outbox and the inbox, and once more with keys that are being retried: what
 * grows with them should not be the cost.
 */
final class GrowHistory implements Scenario {

    private static final int CHUNK = 1_000_000;
    private static final int TURNS = 3;

    /** What a point of the growth is called among the contenders. */
    static String rows(int history) {
        return Integer.toString(history);
    }

    @Override
    public void run(Drive drive, Plan plan) {
        int bytes = plan.sizes().getFirst();
        drive.guarded(Names.GROWTH_WRITE, Contestant.TIDELINE, () -> {
            try (Database database = drive.database()) {
                int before = 0;
                for (int history : plan.history()) {
                    drive.say("with %,d rows of history", history);
                    drive.topics().recreate();
                    outbox(drive, plan, database, before, history, bytes);
                    inbox(drive, plan, database, history, bytes);
                    before = history;
                }
            }
        });
        refused(drive, plan, bytes);
    }

    private static void outbox(Drive drive, Plan plan, Database database, int before, int history, int bytes) {
        Contestant ours = Contestant.TIDELINE;
        drive.on(ours, database, Map.of("consumer", "none"), (contender, _) -> {
            if (before == 0 && history == 0) {
                DrainBacklog.seed(drive, ours, contender, database, bytes);
            }
            contender.tell(Drive.PATIENCE, "pause");
            grow(database, history - before);
            contender.tell(Drive.PATIENCE, "resume");
            DrainBacklog.drain(drive, ours, contender, database, plan.backlog() / 20, plan.patience());
            for (int i = 0; i < TURNS; i++) {
                Progress progress =
                        DrainBacklog.drain(drive, ours, contender, database, plan.backlog() / 4, plan.patience());
                drive.figures().add(Names.GROWTH_DRAIN, bytes, rows(history), progress.rate());
            }
            contender.tell(Drive.PATIENCE, "pause");
            String write = "write millis=" + plan.written().toMillis() + " threads=8 bytes=" + bytes;
            contender.tell(Drive.PATIENCE, write);
            for (int i = 0; i < TURNS; i++) {
                double rate = contender.tell(Drive.PATIENCE, write).number("rate");
                drive.figures().add(Names.GROWTH_WRITE, bytes, rows(history), rate);
            }
        });
    }

    /** Rows that were published long ago: written while the relay rests, and its slot moved on behind them. */
    private static void grow(Database database, int rows) {
        for (int left = rows; left > 0; left -= CHUNK) {
            database.execute(
                    "set synchronous_commit = off",
                    """
                    insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, payload)
                    select uuidv7(), 'history', 'h' || i, 1, 'bench.thing.written', 'bench.thing.v1', 'history:h' || i, '{}'
                    from generate_series(%1$d, %1$d + %2$d - 1) i
                    """.formatted(left, Math.min(left, CHUNK)),
                    """
                    select pg_replication_slot_advance(slot_name, pg_current_wal_lsn()) from pg_replication_slots
                    where database = current_database() and not active
                    """,
                    """
                    insert into inbox (consumer, event_id)
                    select 'history', uuidv7() from generate_series(1, %d)
                    """.formatted(Math.min(left, CHUNK)),
                    """
                    select pg_replication_slot_advance(slot_name, pg_current_wal_lsn()) from pg_replication_slots
                    where database = current_database() and not active
                    """);
        }
        database.execute("analyze outbox", "analyze inbox", "checkpoint");
    }

    private static void inbox(Drive drive, Plan plan, Database database, int history, int bytes) {
        ConsumeTopic.fill(drive, plan.consumedAgain(), 0, bytes);
        for (int i = 0; i < TURNS; i++) {
            double rate = consume(drive, plan, database);
            drive.figures().add(Names.GROWTH_CONSUME, bytes, rows(history), rate);
            drive.say("%-24s %,10.0f events/s", "consumer", rate);
        }
    }

    private static double consume(Drive drive, Plan plan, Database database) {
        double[] rate = new double[1];
        drive.on(
                Contestant.TIDELINE.relayedBy("none"),
                database,
                Map.of("consumer", Contestant.HANDLING, "expected", Integer.toString(plan.consumedAgain())),
                (contender, _) -> rate[0] =
                        contender.tell(Drive.PATIENCE, "await millis=20000").number("rate"));
        return rate[0];
    }

    /** Keys that are always refused stand before all others in the topic. */
    private static void refused(Drive drive, Plan plan, int bytes) {
        drive.say("with %,d keys that are retried", plan.refusedKeys());
        for (int refused : new int[] {0, plan.refusedKeys()}) {
            ConsumeTopic.fill(drive, plan.consumedAgain(), refused, bytes);
            for (int i = 0; i < TURNS; i++) {
                drive.onTopic(
                        Names.REFUSED,
                        Contestant.TIDELINE.relayedBy("tideline"),
                        Map.of("consumer", "each", "expected", Integer.toString(plan.consumedAgain())),
                        (contender, _) -> {
                            Answer answer = contender.tell(Drive.PATIENCE, "await millis=45000");
                            drive.figures().add(Names.REFUSED, bytes, rows(refused), answer.number("rate"));
                            drive.say("%-24s %,10.0f events/s", refused + " keys", answer.number("rate"));
                            if (answer.number("handled") < plan.consumedAgain()) {
                                throw new IllegalStateException("with " + refused + " keys refused, "
                                        + answer.text("handled") + " of " + plan.consumedAgain()
                                        + " other events were handled within 45 s");
                            }
                        });
            }
        }
    }
}
