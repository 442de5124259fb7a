package dev.tideline.testing.schemas;

import dev.tideline.events.EventCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Holds the committed schemas of a service against its records.
 *
 * @param write whether what may be written is written, instead of told
 * @param example makes the event that is left behind as the example of a new version
 */
record KeepSchemas(CommittedSchemas committed, boolean write, Function<EventCatalogue.Entry, byte[]> example) {

    private static final String COMMAND = "; run ./tideline schemas and commit what it writes";

    /** What is wrong, naming types and fields. */
    List<String> keep(Collection<EventCatalogue.Entry> entries) {
        GenerateSchema generate = new GenerateSchema();
        List<String> problems = new ArrayList<>();
        Set<String> orphans = new TreeSet<>(committed.types());
        for (EventCatalogue.Entry entry : entries) {
            String type = entry.name().toString();
            orphans.remove(type);
            var schema = generate.of(entry);
            switch (Verdict.on(entry, schema, committed.versionsOf(type))) {
                case Verdict.Same() -> {}
                case Verdict.ToCommit(String why) -> {
                    if (write) {
                        committed.write(entry, schema);
                    } else {
                        problems.add(called(entry) + ": " + why + COMMAND);
                    }
                }
                case Verdict.Refused(String why) -> problems.add(called(entry) + ": " + why);
            }
            keepExample(entry, problems);
        }
        orphans.forEach(type -> problems.add(type
                + " has a committed schema, but no record any more: removed or renamed? Others may read it, and it may stand in the log."
                + " If it is really gone, delete its files"));
        return problems;
    }

    /** An example is never written anew: it shows what the first events of its version looked like. */
    private void keepExample(EventCatalogue.Entry entry, List<String> problems) {
        String type = entry.name().toString();
        if (committed.exampleOf(type, entry.version()).isPresent()) {
            return;
        }
        if (!write) {
            problems.add(called(entry) + ": its example is not committed" + COMMAND);
        } else if (committed.versionsOf(type).containsKey(entry.version())) {
            committed.writeExample(entry, example.apply(entry));
        }
    }

    private static String called(EventCatalogue.Entry entry) {
        return entry.name() + ", version " + entry.version();
    }
}
