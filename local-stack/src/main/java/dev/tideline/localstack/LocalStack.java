package dev.tideline.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The entry point of {@code ./tideline} and of the broker's JVM. */
final class LocalStack {
    private LocalStack() {}

    public static void main(String[] arguments) throws IOException {
        var words = List.of(arguments);
        var command = words.isEmpty() ? "" : words.getFirst();
        var home = Home.fromEnvironment();
        switch (command) {
            case "broker" -> Broker.run(Path.of(words.get(1)), Integer.parseInt(words.get(2)), Path.of(words.get(3)));
            case "rehearsal" -> Broker.rehearse();
            default -> System.exit(answer(command, words, home));
        }
    }

    private static int answer(String command, List<String> words, Home home) throws IOException {
        try {
            return switch (command) {
                case "up" -> new Up(home, words.contains("--foreground")).run();
                case "down" -> new Down(home, words.contains("--wipe")).run();
                case "status" -> new Status(home).run();
                case "kafka" -> KafkaTool.run(words.subList(1, words.size()), Ports.from(System.getenv()));
                case "token" -> Demo.run(words.subList(1, words.size()), Ports.from(System.getenv()));
                case "deadletters" -> DeadLetters.run(home, words.subList(1, words.size()));
                default -> throw new CannotStart("Unknown command: " + command);
            };
        } catch (CannotStart e) {
            System.out.println(e.getMessage());
            return 1;
        }
    }
}
