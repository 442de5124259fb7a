package dev.tideline.bench.report;

/** What the figures are called. */
public final class Names {

    public static final String DRAIN = "drain";
    public static final String IDLE = "idle";
    public static final String SATURATED = "saturated";
    public static final String SATURATED_WRITES = "saturated-writes";
    public static final String CONSUME = "consume";
    public static final String PRODUCER = "producer";
    public static final String WRITER = "writer";
    public static final String GROWTH_WRITE = "growth-write";
    public static final String GROWTH_DRAIN = "growth-drain";
    public static final String GROWTH_CONSUME = "growth-consume";
    public static final String REFUSED = "refused";

    /** Latencies from the commit until the effect is committed, of other aggregates than the one that fails. */
    public static final String BESIDE_FAILING = "beside-failing";

    public static final String NONE = "none";
    public static final String ONE = "one";

    public static final String APPEND = "append";
    public static final String REBUILD = "rebuild";
    public static final String READS = "reads";
    public static final String LOAD = "load";
    public static final String STORE = "event store";
    public static final String BARE = "bare";
    public static final String FEW = "10 events";
    public static final String MANY = "10,000 events";

    private static final String HANDLED = "handled-at-";

    private Names() {}

    /** Latencies from the commit until the effect is committed; a rate of 0 stands for half of what saturates. */
    public static String handledAt(int rate) {
        return HANDLED + rate;
    }

    /** The same from the commit until it is in Kafka. */
    public static String inKafkaAt(int rate) {
        return "kafka-at-" + rate;
    }

    /** The same from when the transaction was due. */
    public static String fromDueAt(int rate) {
        return "due-at-" + rate;
    }
}
