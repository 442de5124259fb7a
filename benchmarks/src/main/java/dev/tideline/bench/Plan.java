package dev.tideline.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds of every scenario with the first size; with the others there is one
 * @param sizes of an event's text, in bytes
 * @param backlog rows to drain
 * @param patience with a drain that does not end
 * @param rates of the open-loop schedule; half of what saturates comes on top
 * @param rateBesideFailing of events while one aggregate fails
 * @param consumed events on the topic that is only consumed
 * @param history rows that lie there already when it is measured again
 */
record Plan(
        int rounds,
        List<Integer> sizes,
        int backlog,
        Duration patience,
        Duration saturated,
        List<Integer> rates,
        Duration paced,
        int rateBesideFailing,
        Duration idle,
        int consumed,
        Duration written,
        List<Integer> history,
        int refusedKeys) {

    static final int SEEDS = 1_000;

    static Plan full() {
        return new Plan(
                3,
                List.of(300, 1_024),
                200_000,
                Duration.ofSeconds(12),
                Duration.ofSeconds(6),
                List.of(100, 1_000),
                Duration.ofSeconds(8),
                200,
                Duration.ofSeconds(5),
                300_000,
                Duration.ofSeconds(2),
                List.of(0, 1_000_000, 10_000_000),
                1_000);
    }

    static Plan quick() {
        return new Plan(
                1,
                List.of(300),
                20_000,
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                List.of(1_000),
                Duration.ofSeconds(2),
                200,
                Duration.ofSeconds(1),
                10_000,
                Duration.ofMillis(500),
                List.of(0, 100_000),
                100);
    }

    /** Events on the topic of each point of growth. */
    int consumedAgain() {
        return consumed / 3;
    }

    /** Which size each round has. */
    List<Integer> sizeOfRounds() {
        List<Integer> all = new ArrayList<>(Collections.nCopies(rounds, sizes.getFirst()));
        all.addAll(sizes.subList(1, sizes.size()));
        return all;
    }
}
