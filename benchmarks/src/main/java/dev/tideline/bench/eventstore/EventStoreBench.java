package dev.tideline.bench.eventstore;

import dev.tideline.bench.report.Conditions;
import dev.tideline.bench.report.EventStoreReport;
import dev.tideline.bench.report.Figures;
import dev.tideline.testing.servers.PostgresServer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** {@code bench eventstore [--quick] [--report folder]}. */
public final class EventStoreBench {

    private static final String USAGE = "bench eventstore [--quick] [--report <folder>]";

    private EventStoreBench() {}

    /** How much of everything. */
    public record Plan(int rounds, Duration turn, int streams, int loads) {

        public static Plan full() {
            return new Plan(3, Duration.ofSeconds(20), 10_000, 5_000);
        }

        public static Plan quick() {
            return new Plan(1, Duration.ofSeconds(2), 200, 200);
        }
    }

    /** Prints the report, and writes it if it is a full one. */
    public static void run(List<String> arguments, PrintStream out) {
        boolean quick = arguments.contains("--quick");
        int folder = arguments.indexOf("--report");
        List<String> known = Arrays.asList("eventstore", "--quick", "--report");
        for (int i = 0; i < arguments.size(); i++) {
            if (!known.contains(arguments.get(i)) && (folder < 0 || i != folder + 1)) {
                throw new IllegalArgumentException(USAGE);
            }
        }
        if (folder >= 0 && folder + 1 >= arguments.size()) {
            throw new IllegalArgumentException(USAGE);
        }
        Plan plan = quick ? Plan.quick() : Plan.full();
        Figures figures = measure(plan, out);
        String command = "./tideline bench " + String.join(" ", arguments);
        EventStoreReport report = new EventStoreReport(
                figures,
                new Conditions(command, plan.rounds(), Instant.now()),
                plan.streams() * RebuildProjection.EVENTS_EACH);
        out.println(report.page());
        String sources = System.getProperty("tideline.sources");
        if (folder >= 0) {
            report.writeTo(Path.of(arguments.get(folder + 1)));
        } else if (!quick && sources != null) {
            report.writeTo(Path.of(sources, "docs", "benchmarks"));
        }
    }

    /** All of it, on servers that are gone afterwards. */
    public static Figures measure(Plan plan, PrintStream out) {
        Figures figures = new Figures();
        onFreshLedger(ledger -> {
            AppendEvents append = new AppendEvents(ledger, plan.turn());
            out.println("appending");
            append.prepare();
            for (int round = 0; round < plan.rounds(); round++) {
                append.round(figures);
            }
        });
        onFreshLedger(ledger -> {
            LoadAggregate load = LoadAggregate.of(ledger, plan.loads());
            out.println("loading");
            load.prepare();
            for (int round = 0; round < plan.rounds(); round++) {
                load.round(figures);
            }
            RebuildProjection rebuild = new RebuildProjection(ledger, plan.streams());
            out.println("rebuilding");
            rebuild.prepare();
            for (int round = 0; round < plan.rounds(); round++) {
                rebuild.round(figures);
            }
        });
        return figures;
    }

    private static void onFreshLedger(Consumer<Ledger> work) {
        try (PostgresServer postgres = PostgresServer.temporaryOnDisk().start();
                Ledger ledger = Ledger.on(postgres)) {
            work.accept(ledger);
        }
    }
}
