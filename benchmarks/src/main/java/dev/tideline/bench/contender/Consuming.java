package dev.tideline.bench.contender;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The consumer of a peer's process and the witness beside it; nothing where another measurement is on. */
record Consuming(List<AutoCloseable> threads) implements AutoCloseable {

    static Consuming start(Surroundings surroundings, DataSource database, Track track) {
        List<AutoCloseable> threads = new ArrayList<>();
        if (surroundings.consumes()) {
            threads.add(PlainConsumer.start(surroundings, database, track));
            threads.add(new Witness(surroundings, track, PlainConsumer.plainJson()));
        }
        return new Consuming(threads);
    }

    @Override
    public void close() {
        for (AutoCloseable each : threads) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
