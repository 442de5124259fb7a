package dev.tideline.bench.eventstore;

import dev.tideline.bench.report.Figures;
import dev.tideline.bench.report.Names;
import dev.tideline.events.store.Aggregates;
import org.HdrHistogram.Histogram;

/** An aggregate of ten events, and one of ten thousand that snapshots are taken of, in turns. */
record LoadAggregate(Ledger ledger, Aggregates<Balance, Posted> balances, int loads) {

    private static final String SHORT = "short-account";
    private static final String LONG = "long-account";
    private static final int FEW = 10;
    private static final int MANY = 10_000;

    static LoadAggregate of(Ledger ledger, int loads) {
        return new LoadAggregate(ledger, new Aggregates<>(Balance.KIND, ledger.store(), ledger.snapshots()), loads);
    }

    /** Up to just before a next snapshot, which is the most that there is to read. */
    void prepare() {
        append(SHORT, FEW);
        for (int version = 0; version < MANY - Balance.SNAPSHOT_EVERY; version += Balance.SNAPSHOT_EVERY) {
            append(LONG, Balance.SNAPSHOT_EVERY);
        }
        append(LONG, Balance.SNAPSHOT_EVERY - 1);
    }

    private void append(String account, int events) {
        ledger.transactions().executeWithoutResult(_ -> {
            var current = balances.load(account);
            var appended = balances.append(
                    current,
                    java.util.stream.IntStream.range(0, events)
                            .mapToObj(_ -> Posted.to(account))
                            .toList());
            if (!(appended instanceof dev.tideline.events.store.Append.Appended)) {
                throw new IllegalStateException(appended.toString());
            }
        });
    }

    void round(Figures figures) {
        Histogram few = new Histogram(3);
        Histogram many = new Histogram(3);
        for (int i = 0; i < loads; i++) {
            few.recordValue(nanos(SHORT, FEW));
            many.recordValue(nanos(LONG, MANY - 1));
        }
        figures.add(Names.LOAD, 300, Names.FEW, few.getValueAtPercentile(50) / 1e3);
        figures.add(Names.LOAD, 300, Names.MANY, many.getValueAtPercentile(50) / 1e3);
    }

    private long nanos(String account, int postings) {
        long begin = System.nanoTime();
        Balance balance = balances.load(account).state();
        long took = System.nanoTime() - begin;
        if (balance.postings() != postings) {
            throw new IllegalStateException(account + " has " + balance);
        }
        return took;
    }
}
