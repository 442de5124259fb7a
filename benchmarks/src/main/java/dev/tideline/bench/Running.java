package dev.tideline.bench;

import dev.tideline.bench.contender.ContenderProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A contender's process. Closing it ends it, whatever it is doing. */
final class Running implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final Writer commands;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private String version = "";

    private Running(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("answers").start(this::listen);
    }

    static Running start(Process process, Path log) {
        Running running = new Running(process, log);
        try {
            running.version = running.answer("start", START).text("version").replace('_', ' ');
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ContenderProcess.ANSWER)) {
                    answers.add(line.substring(ContenderProcess.ANSWER.length()));
                }
            }
            answers.add("failed the process ended");
        } catch (IOException e) {
            answers.add("failed " + e);
        }
    }

    String version() {
        return version;
    }

    /**
     * Returns what it answers.
     *
     * @throws IllegalStateException with the end of its log, where it fails or takes longer than that
     */
    Answer tell(Duration patience, String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw failure(command + ": " + e.getMessage());
        }
        return answer(command, patience);
    }

    private Answer answer(String command, Duration patience) {
        try {
            String answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw failure("no answer to '" + command + "' within " + patience.toSeconds() + " s");
            }
            if (!answer.startsWith("ok")) {
                throw failure("'" + command + "' " + answer);
            }
            return Answer.of(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it has used of a core so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private IllegalStateException failure(String what) {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            String reason = lines.stream()
                    .filter(line -> line.contains("ERROR") || line.startsWith("Caused by"))
                    .reduce((_, last) -> last)
                    .orElse("");
            System.err.println(String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())));
            return new IllegalStateException(what + (reason.isEmpty() ? "" : " (" + reason + ")"));
        } catch (IOException e) {
            return new IllegalStateException(what, e);
        }
    }

    @Override
    public void close() {
        try {
            commands.write("quit\n");
            commands.close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException gone) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The values of an answer by their names. */
    record Answer(Map<String, String> values) {

        static Answer of(String line) {
            return new Answer(Arrays.stream(line.split(" ", -1))
                    .filter(word -> word.contains("="))
                    .map(word -> word.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        }

        String text(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("No " + name + " in " + values);
            }
            return value;
        }

        double number(String name) {
            return Double.parseDouble(text(name));
        }

        List<Double> numbers(String name) {
            return Arrays.stream(text(name).split(",", -1))
                    .map(Double::parseDouble)
                    .toList();
        }
    }
}
