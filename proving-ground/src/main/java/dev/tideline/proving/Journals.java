package dev.tideline.proving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.proving.check.Posting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What the ledgers of a run wrote down, each generation in a file of its own. */
record Journals(Path folder, String run) {

    /** Every posting that was tried, acknowledged or not. */
    List<Posting> postings() throws IOException {
        List<String[]> tries = new ArrayList<>();
        Map<String, Instant> acknowledged = new HashMap<>();
        for (Path file : files()) {
            for (String line : lines(file)) {
                String[] words = line.split("\t");
                switch (words[0]) {
                    case "try" -> tries.add(words);
                    case "ack" -> acknowledged.put(words[1], Instant.parse(words[2]));
                    default -> {}
                }
            }
        }
        return tries.stream()
                .map(words -> new Posting(
                        UUID.fromString(words[2]),
                        UUID.fromString(words[1]),
                        words[3],
                        Long.parseLong(words[4]),
                        Integer.parseInt(words[5]) < 0,
                        acknowledged.get(words[1])))
                .toList();
    }

    /** Whether anything was committed, as far as the journals know. */
    boolean anyAcknowledged() throws IOException {
        for (Path file : files()) {
            if (lines(file).stream().anyMatch(line -> line.startsWith("ack"))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the newest generation of that replica has written that nothing more will come. */
    boolean ended(Replica ledger) throws IOException {
        Path newest = folder.resolve(run + "." + ledger.generation());
        return Files.exists(newest) && lines(newest).contains("end");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.getFileName().toString().startsWith(run + "."))
                    .toList();
        }
    }

    /** A line without its end is one that a kill left. */
    private static List<String> lines(Path file) throws IOException {
        String text = Files.readString(file, UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
