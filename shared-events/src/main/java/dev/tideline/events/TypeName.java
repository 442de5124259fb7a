package dev.tideline.events;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message's name: {@code todos.task.created} for events, {@code payments.payment.charge.command} for commands and
 * {@code users.account.find.query} for queries. Lower case; an event's action is in the past tense, because an event cannot be refused.
 */
public record TypeName(String domain, String entity, String action, Kind kind) {

    public enum Kind {
        EVENT(""),
        COMMAND(".command"),
        QUERY(".query");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    private static final String WORDS = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
    private static final Pattern FORM =
            Pattern.compile("(%1$s)\\.(%1$s)\\.(%1$s)(\\.command|\\.query)?".formatted(WORDS));

    /** Participles that do not end in -ed, as far as they name things that happen to software. */
    private static final Set<String> IRREGULAR = Set.of(
            "begun", "bought", "broken", "built", "chosen", "cut", "done", "drawn", "due", "fallen", "forgotten", "found", "frozen",
            "given", "gone", "held", "hidden", "hit", "kept", "known", "left", "lent", "lost", "made", "met", "overdue", "paid", "put",
            "read", "reset", "risen", "run", "seen", "sent", "set", "shown", "shut", "sold", "spent", "split", "stolen", "stuck",
            "taken", "told", "torn", "understood", "unset", "won", "written");

    /**
     * Reads a name, refusing a malformed one.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static TypeName parse(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is no type name: expected <domain>.<entity>.<action>, lower case, with .command or .query behind it for those");
        }
        Kind kind =
                switch (matcher.group(4)) {
                    case ".command" -> Kind.COMMAND;
                    case ".query" -> Kind.QUERY;
                    case null -> Kind.EVENT;
                    case String other -> throw new AssertionError(other);
                };
        TypeName typeName = new TypeName(matcher.group(1), matcher.group(2), matcher.group(3), kind);
        if (kind == Kind.EVENT && !pastTense(typeName.action)) {
            throw new IllegalArgumentException("'" + name + "' is no event name: the action '" + typeName.action
                    + "' is not in the past tense (created, completed, sent, …)");
        }
        return typeName;
    }

    /** One topic per entity, so that an aggregate's events keep their order; one per domain for commands and for queries. */
    public String topic() {
        return switch (kind) {
            case EVENT -> domain + "." + entity + ".v1";
            case COMMAND -> domain + ".commands.v1";
            case QUERY -> domain + ".queries.v1";
        };
    }

    @Override
    public String toString() {
        return domain + "." + entity + "." + action + kind.suffix;
    }

    private static boolean pastTense(String action) {
        String last = action.substring(action.lastIndexOf('-') + 1);
        return last.endsWith("ed") || IRREGULAR.contains(last);
    }
}
