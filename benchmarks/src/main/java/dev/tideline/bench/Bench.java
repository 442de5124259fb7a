package dev.tideline.bench;

import dev.tideline.bench.contender.ContenderProcess;
import dev.tideline.bench.eventstore.EventStoreBench;
import dev.tideline.bench.report.Cast;
import dev.tideline.bench.report.Conditions;
import dev.tideline.bench.report.Figures;
import dev.tideline.bench.report.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** {@code bench delivery [--quick] [--only a,b] [--report folder]}; what else is measured has a package of its own. */
final class Bench {

    private Bench() {}

    /** The scenarios in the order in which they run, by the names that {@code --only} takes. */
    enum Part {
        DRAIN,
        LATENCY,
        FAILING,
        CONSUMER,
        WRITER,
        HISTORY;

        Scenario of(List<String> only) {
            return switch (this) {
                case DRAIN -> new DrainBacklog(of(Contestant.RELAYS, only));
                case LATENCY -> new EndToEnd(of(Contestant.WHOLE, only));
                case FAILING -> new FailAlways();
                case CONSUMER -> new ConsumeTopic();
                case WRITER -> new WriteOutbox();
                case HISTORY -> new GrowHistory();
            };
        }

        private static List<Contestant> of(List<Contestant> all, List<String> only) {
            List<Contestant> named =
                    all.stream().filter(each -> only.contains(each.name())).toList();
            return named.isEmpty() ? all : named;
        }
    }

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        if (arguments.length > 0 && arguments[0].equals("eventstore")) {
            EventStoreBench.run(List.of(arguments), out);
            System.exit(0);
        }
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        Figures figures = measure(options.plan(), options.parts(), options.contestants(), out);
        Report report = report(figures, options.plan(), options.command());
        out.println();
        out.println(report.page());
        Path folder = options.folder();
        if (folder != null) {
            report.writeTo(folder);
            out.println("Written to " + folder);
        }
        System.exit(0); // a library's thread that does not end is no reason to stay
    }

    static Figures measure(Plan plan, List<Part> parts, List<String> contestants, PrintStream out) {
        Figures figures = new Figures();
        try (Lab lab = Lab.open()) {
            Drive drive = new Drive(lab, figures, out);
            for (Part part : parts) {
                part.of(contestants).run(drive, plan);
            }
        }
        return figures;
    }

    static Report report(Figures figures, Plan plan, String command) {
        Cast cast = new Cast(
                Contestant.TIDELINE.title(),
                Contestant.DEBEZIUM.title(),
                Contestant.WHOLE.stream()
                        .filter(Contestant::peer)
                        .map(Contestant::title)
                        .toList(),
                WriteOutbox.WITH,
                WriteOutbox.WITHOUT,
                ConsumeTopic.LISTS,
                ConsumeTopic.BATCH,
                ConsumeTopic.RECORD,
                ContenderProcess.PERCENTILES);
        List<Integer> rates = Stream.concat(plan.rates().stream(), Stream.of(0)).toList();
        return new Report(figures, cast, new Conditions(command, plan.rounds(), Instant.now()), plan.sizes(), rates);
    }
}
