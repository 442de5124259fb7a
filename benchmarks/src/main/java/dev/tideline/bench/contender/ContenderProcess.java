package dev.tideline.bench.contender;

import dev.tideline.bench.contender.Track.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One contender, commanded line by line through standard input: a word and its {@code name=value}s, answered by a line that begins with
 * {@code ok} or {@code failed}. Ends with its input, so that it does not outlive whoever commands it.
 */
public final class ContenderProcess {

    /** What an answer begins with, to tell it from whatever a library may print. */
    public static final String ANSWER = "@@ ";

    /** The percentiles of every latency in an answer, in its order. */
    public static final List<Double> PERCENTILES =
            List.of(1.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.5, 99.9, 99.99, 100.0);

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Logger log = LoggerFactory.getLogger(ContenderProcess.class);
    private static final PrintStream ANSWERS = System.out;
    private static final long LONGEST_MICROS = Duration.ofMinutes(2).toNanos() / 1_000;
    private static final int MOST_EVENTS = 600_000;

    private final Contender contender;
    private final Track track;
    private final Progress progress;
    private final Writers writers;

    private ContenderProcess(Contender contender, Track track, Progress progress) {
        this.contender = contender;
        this.track = track;
        this.progress = progress;
        this.writers = new Writers(contender);
    }

    public static void main(String[] arguments) throws IOException {
        System.setOut(System.err);
        Surroundings surroundings = Surroundings.of(arguments);
        Progress progress = Progress.cold(surroundings.expected(), WARM_UP);
        Track track = new Track(progress);
        try (Contender contender = start(surroundings, track)) {
            answer("ok version=" + contender.version().replace(' ', '_'));
            new ContenderProcess(contender, track, progress).obey();
        } catch (RuntimeException | LinkageError e) {
            log.error("Cannot go on", e);
            answer("failed " + e);
        }
        System.exit(0); // whatever threads a library left behind
    }

    private static Contender start(Surroundings surroundings, Track track) {
        return switch (surroundings.contender()) {
            case "tideline" -> Tideline.start(surroundings, track);
            case "gruelbox" -> Gruelbox.start(surroundings, track);
            case "namastack" -> Namastack.start(surroundings, track);
            case "modulith" -> Modulith.start(surroundings, track);
            case "jdbc" -> BareJdbc.start(surroundings, track);
            default -> throw new IllegalArgumentException("Nobody is called " + surroundings.contender());
        };
    }

    private static void answer(String line) {
        ANSWERS.println(ANSWER + line.lines().findFirst().orElse(""));
        ANSWERS.flush();
    }

    private void obey() throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            try {
                answer("ok "
                        + carryOut(
                                words[0],
                                Surroundings.of(Arrays.copyOfRange(words, 1, words.length))
                                        .settings()));
            } catch (RuntimeException | LinkageError e) {
                log.error("{} failed", line, e);
                answer("failed " + e);
            }
        }
    }

    private String carryOut(String command, Map<String, String> with) {
        String text = "x".repeat(number(with, "bytes"));
        Duration time = Duration.ofMillis(number(with, "millis"));
        int threads = Math.max(1, number(with, "threads"));
        return switch (command) {
            case "seed" -> seed("seed-", number(with, "events"), text);
            case "refuse" -> seed(Handle.REFUSED, number(with, "events"), text);
            case "pause" -> {
                contender.pause();
                yield "";
            }
            case "resume" -> {
                contender.resume();
                yield "";
            }
            case "fill" -> fill(number(with, "events"), text, threads);
            case "move" -> move(number(with, "events"), text, time);
            case "saturate" -> saturate(time, text, threads);
            case "pace" -> pace(number(with, "rate"), number(with, "refused"), time, text, threads);
            case "write" -> write(time, text, threads, number(with, "rows"));
            case "await" -> await(time);
            default -> throw new IllegalArgumentException("No such command: " + command);
        };
    }

    private static int number(Map<String, String> with, String name) {
        return Integer.parseInt(with.getOrDefault(name, "0"));
    }

    /** Events of keys of their own, which nobody waits for. */
    private String seed(String prefix, int events, String text) {
        for (int i = 0; i < events; i++) {
            contender.write(new Event(prefix + i, -1, text), 1);
        }
        return "";
    }

    private String fill(int events, String text, int threads) {
        writers.fill(track.begin(events), text, threads);
        return "";
    }

    /** Writes, and waits until all is handled. */
    private String move(int events, String text, Duration patience) {
        Run run = track.begin(events);
        writers.atFullSpeed(run, patience, text, 4);
        wait(run, events, patience);
        return "handled=" + run.count.get();
    }

    private String saturate(Duration time, String text, int threads) {
        Run run = track.begin(MOST_EVENTS);
        long start = System.nanoTime();
        int written = writers.atFullSpeed(run, time, text, threads);
        double writing = (System.nanoTime() - start) / 1e9;
        int whileWriting = run.count.get();
        wait(run, written, time.multipliedBy(2));
        int handled = run.count.get();
        // Who falls behind while it is written to is judged by when the last one was done.
        double all = (last(run) - start) / 1e9;
        return "written=" + written / writing + " handled=" + handled / Math.max(all, writing) + " meanwhile="
                + whileWriting / writing + " lost=" + (written - handled);
    }

    private static long last(Run run) {
        long last = 0;
        for (int i = 0; i < run.size(); i++) {
            last = Math.max(last, run.handled.get(i));
        }
        return last;
    }

    /** @param refused as many events a second beside them, all of one key and refused by the handler */
    private String pace(int rate, int refused, Duration time, String text, int threads) {
        Run run = track.begin((int) (rate * time.toMillis() / 1_000));
        Runnable paced = () -> {
            writers.atRate(run, rate, text, threads);
            wait(run, run.size(), Duration.ofSeconds(20));
        };
        RefusedKey.beside(paced, contender, refused, text);
        Histogram fromDue = histogram();
        Histogram toKafka = histogram();
        Histogram toHandled = histogram();
        for (int i = 0; i < run.size(); i++) {
            record(fromDue, run.due.get(i), run.handled.get(i));
            record(toKafka, run.committed.get(i), run.acknowledged.get(i));
            record(toHandled, run.committed.get(i), run.handled.get(i));
        }
        double seconds = (run.committed.get(run.size() - 1) - run.due.get(0)) / 1e9;
        return "rate=" + run.size() / seconds + " lost=" + (run.size() - run.count.get()) + " due="
                + percentiles(fromDue) + " kafka=" + percentiles(toKafka) + " handled=" + percentiles(toHandled);
    }

    /** Transactions with that many business rows and no event, or with one and an event. */
    private String write(Duration time, String text, int threads, int rows) {
        long start = System.nanoTime();
        long transactions = rows == 0
                ? writers.atFullSpeed(track.begin(MOST_EVENTS), time, text, threads)
                : writers.withoutEvents(time, text, threads, rows);
        return "rate=" + transactions / ((System.nanoTime() - start) / 1e9);
    }

    /** Until all of the topic that the process was started on is handled. */
    private String await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!progress.complete() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        return "rate=" + progress.rate() + " handled=" + progress.count();
    }

    private static void wait(Run run, int events, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (run.count.get() < events && System.nanoTime() < end) {
            LockSupport.parkNanos(200_000);
        }
    }

    private static Histogram histogram() {
        return new Histogram(1, LONGEST_MICROS, 3);
    }

    /** What never came counts as the longest there is. */
    private static void record(Histogram histogram, long from, long to) {
        long micros = to == 0 ? LONGEST_MICROS : Math.max(1, (to - from) / 1_000);
        histogram.recordValue(Math.min(micros, LONGEST_MICROS));
    }

    private static String percentiles(Histogram histogram) {
        return PERCENTILES.stream()
                .map(each -> Long.toString(histogram.getValueAtPercentile(each)))
                .collect(Collectors.joining(","));
    }
}
