package dev.tideline.proving.faults;

import static dev.tideline.proving.faults.Fault.Target.BROKER;
import static dev.tideline.proving.faults.Fault.Target.DATABASE;
import static dev.tideline.proving.faults.Fault.Target.LEDGERS;
import static dev.tideline.proving.faults.Fault.Target.READERS;
import static dev.tideline.proving.faults.Fault.Target.TOPIC;

import java.util.Arrays;
import java.util.Locale;

/** What can go wrong. Each lasts from its lower to its upper number of milliseconds; then it is mended. */
public enum Fault {
    /** {@code kill -9} of the ledger whose relay leads; another is started in its place. */
    KILL_LEADER(LEDGERS, 200, 3_000),
    KILL_STANDBY(LEDGERS, 200, 3_000),
    /** Stopped in the middle of whatever it does, and goes on as if nothing had been. */
    FREEZE_LEADER(LEDGERS, 2_000, 12_000),
    /** The database cannot be reached from the ledger whose relay leads, and nowhere else. */
    ISOLATE_LEADER(LEDGERS, 2_000, 12_000),
    KILL_READER(READERS, 200, 3_000),
    /** Long enough for its partitions to be given to others. */
    FREEZE_READER(READERS, 12_000, 15_000),
    ISOLATE_READER(READERS, 2_000, 12_000),
    /** One more joins the group, and leaves it again. */
    READER_JOINS(READERS, 8_000, 14_000),
    KILL_BROKER(BROKER, 200, 3_000),
    BROKER_DOWN(BROKER, 1_000, 6_000),
    BROKER_SILENT(BROKER, 1_000, 12_000),
    BROKER_SLOW(BROKER, 2_000, 6_000),
    BROKER_CUT(BROKER, 0, 0),
    KILL_POSTGRES(DATABASE, 200, 3_000),
    /** Immediate shutdown: as a crash of the server, though every process of it is told. */
    CRASH_POSTGRES(DATABASE, 200, 3_000),
    POSTGRES_DOWN(DATABASE, 1_000, 6_000),
    POSTGRES_SILENT(DATABASE, 1_000, 12_000),
    POSTGRES_SLOW(DATABASE, 2_000, 6_000),
    POSTGRES_CUT(DATABASE, 0, 0),
    DROP_SLOT(DATABASE, 0, 0),
    /** Records of the topic are sent again as they are. */
    DUPLICATES(TOPIC, 0, 0),
    /** Bytes that are no event. */
    POISON_BYTES(TOPIC, 0, 0);

    /** No two faults meet on the same target; on different ones they may. */
    public enum Target {
        LEDGERS(6_000),
        /** The group gives a dead reader's partitions to others after ten seconds; without any peace nothing would be read at all. */
        READERS(15_000),
        BROKER(8_000),
        DATABASE(8_000),
        TOPIC(2_000);

        private final int peace;

        Target(int peace) {
            this.peace = peace;
        }

        /** The number of milliseconds that it is left alone at most between two faults. */
        int peace() {
            return peace;
        }
    }

    private final Target target;
    private final int shortest;
    private final int longest;

    Fault(Target target, int shortest, int longest) {
        this.target = target;
        this.shortest = shortest;
        this.longest = longest;
    }

    public Target target() {
        return target;
    }

    int shortest() {
        return shortest;
    }

    int longest() {
        return longest;
    }

    /** As on the command line: {@code kill-leader}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The inverse of {@link #toString()}. */
    public static Fault named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No fault '" + name + "'; there are " + Arrays.toString(values())));
    }
}
