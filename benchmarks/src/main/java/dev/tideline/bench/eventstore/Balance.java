package dev.tideline.bench.eventstore;

import dev.tideline.events.store.Aggregate;
import dev.tideline.events.store.SnapshotRule;

record Balance(long amount, long postings) {

    static final int SNAPSHOT_EVERY = 20;

    static final Aggregate<Balance, Posted> KIND = Aggregate.of(
                    "account",
                    Balance.class,
                    new Balance(0, 0),
                    Posted.class,
                    (balance, posted) -> new Balance(balance.amount + posted.amount(), balance.postings + 1))
            .snapshots(SnapshotRule.every(SNAPSHOT_EVERY, 1));
}
