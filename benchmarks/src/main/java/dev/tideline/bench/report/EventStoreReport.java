package dev.tideline.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** The page of the event store's figures, in Markdown. */
public final class EventStoreReport {

    private static final int BYTES = 300;

    private final Figures figures;
    private final StringBuilder page = new StringBuilder();

    /** @param events that a rebuild goes through */
    public EventStoreReport(Figures figures, Conditions conditions, int events) {
        this.figures = figures;
        line("# Event store, measured");
        line("");
        line("`" + conditions.command() + "`, " + conditions.date() + ", medians of " + conditions.rounds()
                + " rounds.");
        line("");
        line("Machine: " + conditions.machine()
                + ". Postgres (fsync on, otherwise its defaults) and everything else run on it at once. Read the ratios; the figures"
                + " themselves are this machine's.");
        aims();
        rates(
                Names.APPEND,
                "Appending",
                "Ten events of 300 bytes a transaction, by eight writers. Beside it the same rows, of the event table and of the"
                        + " outbox, by batched inserts into tables of the same kind.",
                "events/s");
        rates(
                Names.REBUILD,
                "Making a projection anew",
                "%,d events into a new build, which takes the place of the old one, while that is read. Beside it the same rows read from their table in order, and nothing done with them."
                        .formatted(events),
                "events/s");
        List<Double> reads = figures.medians(Names.READS, BYTES, Names.STORE);
        if (!reads.isEmpty()) {
            line("");
            line("Meanwhile %s reads/s of the projection, of which **%s** failed or saw it incomplete."
                    .formatted(Numbers.of(reads.getFirst()), Numbers.of(reads.getLast())));
        }
        rates(
                Names.LOAD,
                "Loading an aggregate",
                "With a snapshot every 20 events, the long one just before its next. Microseconds, median.",
                "µs");
    }

    public String page() {
        return page.toString();
    }

    /** Replaces the page that is there. */
    public void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("eventstore.md"), page());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void aims() {
        OptionalDouble appended = figures.median(Names.APPEND, BYTES, Names.STORE);
        OptionalDouble rebuilt = figures.median(Names.REBUILD, BYTES, Names.STORE);
        List<Aim> aims = List.of(
                Aim.atLeast(
                        "append, of a bare batched insert of the same rows",
                        0.5,
                        Aim.ratio(appended, figures.median(Names.APPEND, BYTES, Names.BARE))),
                Aim.atLeast("rebuild", 20_000, "events/s", rebuilt),
                Aim.atMost(
                        "load of 10,000 events with snapshots, of one of 10",
                        2,
                        "×",
                        Aim.ratio(
                                figures.median(Names.LOAD, BYTES, Names.MANY),
                                figures.median(Names.LOAD, BYTES, Names.FEW))));
        line("");
        line("| aim | target | measured | |");
        line("|---|---|---|---|");
        aims.forEach(aim -> line(aim.row()));
    }

    private void rates(String figure, String title, String text, String unit) {
        line("");
        line("## " + title);
        line("");
        line(text);
        line("");
        line("| | " + unit + " | rounds |");
        line("|---|---|---|");
        for (String contender : figures.contenders(figure, BYTES)) {
            line("| %s | %s | %s |"
                    .formatted(
                            contender,
                            Numbers.of(figures.median(figure, BYTES, contender).orElse(0)),
                            figures.spread(figure, BYTES, contender)));
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
