package dev.tideline.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part.
 *
 * @param contender what its process is started as
 * @param relay who carries its outbox, where that can be chosen
 * @param backlog how a backlog is laid down for it
 */
record Contestant(
        String name,
        String title,
        Kind kind,
        String contender,
        String relay,
        @Nullable Backlog backlog) {

    enum Kind {
        OURS,
        FLOOR,
        PEER
    }

    /**
     * Rows that are copied from those that the contender wrote itself.
     *
     * @param written the table that it writes
     * @param read the table that is read
     * @param changed columns of a copy that differ from the row {@code s} it is a copy of; {@code n} numbers the copies
     * @param committedSingly each in a transaction of its own, where the log is read and that makes a difference
     */
    record Backlog(String written, String read, Map<String, String> changed, boolean committedSingly) {}

    private static final Map<String, String> OUTBOX =
            Map.of("id", "uuidv7()", "aggregateversion", "s.aggregateversion + n", "created_at", "clock_timestamp()");

    private static final Backlog LOG = new Backlog("outbox", "outbox", OUTBOX, true);

    static final Contestant TIDELINE = new Contestant("tideline", "Tideline", Kind.OURS, "tideline", "tideline", LOG);

    static final Contestant DEBEZIUM =
            new Contestant("debezium", "Debezium, bare loop", Kind.FLOOR, "tideline", "debezium", LOG);

    static final Contestant ROUTER =
            new Contestant("router", "Debezium, EventRouter", Kind.FLOOR, "tideline", "router", LOG);

    static final Contestant RAW = new Contestant("raw", "pgoutput, raw", Kind.FLOOR, "tideline", "raw", LOG);

    static final Contestant POLLING = new Contestant(
            "polling",
            "polling, one thread",
            Kind.FLOOR,
            "tideline",
            "polling",
            new Backlog("outbox", "polled", Map.of("id", "uuidv7()"), false));

    static final Contestant GRUELBOX = new Contestant(
            "gruelbox",
            "gruelbox",
            Kind.PEER,
            "gruelbox",
            "none",
            new Backlog(
                    "txno_outbox",
                    "txno_outbox",
                    Map.of("id", "gen_random_uuid()::text", "nextattempttime", "s.nextattempttime - interval '1 hour'"),
                    false));

    static final Contestant NAMASTACK = new Contestant(
            "namastack",
            "namastack",
            Kind.PEER,
            "namastack",
            "none",
            new Backlog("outbox_record", "outbox_record", Map.of("id", "gen_random_uuid()::text"), false));

    static final Contestant MODULITH = new Contestant(
            "modulith",
            "Spring Modulith",
            Kind.PEER,
            "modulith",
            "none",
            new Backlog(
                    "event_publication",
                    "event_publication",
                    // It finds a publication by the text of its event.
                    Map.of(
                            "id",
                            "gen_random_uuid()",
                            "serialized_event",
                            "replace(s.serialized_event, '\"sequence\":-1', '\"sequence\":-' || n + 1)"),
                    false));

    static final Contestant JDBC = new Contestant("jdbc", "bare JDBC", Kind.FLOOR, "jdbc", "none", null);

    /** How the library consumes where nothing else is compared. */
    static final String HANDLING = "list";

    static final List<Contestant> RELAYS =
            List.of(TIDELINE, DEBEZIUM, ROUTER, RAW, POLLING, GRUELBOX, NAMASTACK, MODULITH);

    static final List<Contestant> WHOLE = List.of(TIDELINE, GRUELBOX, NAMASTACK, MODULITH);

    private static final Map<String, Pattern> JARS = Map.of(
            "tideline", Pattern.compile(".*/shared-events(/target/classes|-\\d[^/]*\\.jar)|.*/debezium-[^/]*\\.jar"),
            "gruelbox", Pattern.compile(".*/transactionoutbox-[^/]*\\.jar"),
            "namastack", Pattern.compile(".*/(namastack|kotlin)-[^/]*\\.jar"),
            "modulith", Pattern.compile(".*/spring-modulith-[^/]*\\.jar"));

    /** Of a class path, what its process is to see: its own library and none of the others'. */
    Predicate<String> ownJars() {
        return path -> JARS.entrySet().stream()
                .filter(each -> !each.getKey().equals(contender))
                .noneMatch(each -> each.getValue().matcher(path).matches());
    }

    Contestant as(String otherTitle) {
        return new Contestant(name, otherTitle, kind, contender, relay, backlog);
    }

    Contestant relayedBy(String other) {
        return new Contestant(name, title, kind, contender, other, backlog);
    }

    boolean peer() {
        return kind == Kind.PEER;
    }
}
