package dev.tideline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {

    private static final Cast CAST = new Cast(
            "ours",
            "loop",
            List.of("slow", "fast"),
            "with",
            "without",
            "lists",
            "batches",
            "records",
            List.of(50.0, 99.0, 99.9));

    private final Figures figures = new Figures();

    @Test
    void medianOfTheRoundsDecides() {
        figures.add(Names.DRAIN, 300, "loop", 100);
        for (double rate : new double[] {10, 95, 93}) {
            figures.add(Names.DRAIN, 300, "ours", rate);
        }
        assertThat(page()).contains("| relay drain, of a bare Debezium loop | ≥ 0.90 × | 0.93 × | met |");
    }

    @Test
    void bestPeerIsTheOneToBeat() {
        figures.add(Names.DRAIN, 300, "ours", 90);
        figures.add(Names.DRAIN, 300, "slow", 10);
        figures.add(Names.DRAIN, 300, "fast", 60);
        assertThat(page()).contains("| relay drain, of the best peer | ≥ 3.00 × | 1.50 × | **not met** |");
    }

    @Test
    void latencyIsComparedInTheTail() {
        figures.add(Names.handledAt(1_000), 300, "ours", List.of(7_000.0, 21_000.0, 30_000.0));
        figures.add(Names.handledAt(1_000), 300, "fast", List.of(10_000.0, 100_000.0, 100_000.0));
        assertThat(page())
                .contains("p50 | ≤ 8.00 ms | 7.00 ms | met |")
                .contains("p99 | ≤ 20.0 ms | 21.0 ms | **not met** |")
                .contains("best peer's | ≤ 0.25 × | 0.21 × | met |");
    }

    @Test
    void failingAggregateIsJudgedByWhatItDoesToTheOthers() {
        figures.add(Names.BESIDE_FAILING, 300, Names.NONE, List.of(10_000.0, 20_000.0, 30_000.0));
        figures.add(Names.BESIDE_FAILING, 300, Names.ONE, List.of(11_000.0, 28_000.0, 40_000.0));
        assertThat(page())
                .contains("that always fails, of that without | ≤ 1.50 × | 1.40 × | met |")
                .contains("| one | 11.0 / 28.0 / 40.0 |");
    }

    @Test
    void costOfTheWriterIsWhatItLoses() {
        figures.add(Names.WRITER, 300, "without", 1_000);
        figures.add(Names.WRITER, 300, "with", 700);
        assertThat(page()).contains("| what the outbox costs the writer | ≤ 25.0 % | 30.0 % | **not met** |");
    }

    @Test
    void growthIsFromTheFirstPointToTheLast() {
        for (int i = 0; i < 3; i++) {
            figures.add(Names.GROWTH_WRITE, 300, Integer.toString(i * 1_000), 100 - 4 * i);
        }
        assertThat(page()).contains("| slower with the most history: write | ≤ 10.0 % | 8.00 % | met |");
    }

    @Test
    void whatIsMissingIsNotMeasuredAndWhatFailedIsNamed() {
        figures.failed(Names.DRAIN, "slow", "did not start");
        assertThat(page())
                .contains("| relay drain, of the best peer | ≥ 3.00 × | – | not measured |")
                .contains("- slow, drain: did not start");
    }

    @Test
    void plotsAreWellFormedAndShowEveryContender(@TempDir Path folder) throws Exception {
        figures.add(Names.DRAIN, 300, "ours", 90);
        figures.add(Names.DRAIN, 300, "a < b & c", 10);
        figures.add(Names.SATURATED, 300, "ours", 500);
        figures.add(Names.SATURATED_WRITES, 300, "ours", 600);
        figures.add(Names.handledAt(1_000), 300, "ours", List.of(7_000.0, 21_000.0, 30_000.0));
        figures.add(Names.GROWTH_WRITE, 300, "0", 100);
        figures.add(Names.GROWTH_WRITE, 300, "1000", 90);
        report().writeTo(folder);
        assertThat(texts(folder.resolve("drain-300.svg"))).contains("ours", "a < b & c", "90.0 /s");
        assertThat(texts(folder.resolve("latency-1000-300.svg"))).contains("ours", "p99", "p99.9");
        assertThat(texts(folder.resolve("growth.svg"))).contains("write, of the first");
        assertThat(folder.resolve("delivery.md")).content().contains("(drain-300.svg)", "(growth.svg)");
    }

    private static String texts(Path svg) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Files.newInputStream(svg));
        return document.getDocumentElement().getTextContent();
    }

    private String page() {
        return report().page();
    }

    private Report report() {
        return new Report(figures, CAST, new Conditions("bench", 3, Instant.EPOCH), List.of(300), List.of(1_000, 0));
    }
}
