package dev.tideline.events;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the answer to a message is to go, which its envelope says in {@code replyto}. Such a topic is called {@code <whose>.replies.v<n>}, so
 * that nobody can have a service write to any other.
 *
 * @param name {@code orders.saga.replies.v1}
 */
public record ReplyTopic(String name) {

    private static final String EXTENSION = "replyto";
    private static final int LONGEST = 200;
    private static final Pattern FORM =
            Pattern.compile("[a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)*\\.replies\\.v[1-9][0-9]{0,3}");

    /**
     * A topic of that name, which may not exist.
     *
     * @throws IllegalArgumentException if it is called otherwise
     */
    public ReplyTopic {
        if (name.length() > LONGEST || !FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is no topic for answers: they are called <whose>.replies.v<n>"
                    .formatted(name.substring(0, Math.min(name.length(), LONGEST))));
        }
    }

    /**
     * What the message says.
     *
     * @throws IllegalArgumentException if it names a topic that is not for answers
     */
    public static Optional<ReplyTopic> of(EventMetadata message) {
        return Optional.ofNullable(message.extensions().get(EXTENSION)).map(named -> new ReplyTopic(named.toString()));
    }

    /** The same message, its answer wanted here. */
    public <M extends Message> EventEnvelope<M> on(EventEnvelope<M> message) {
        return message.with(EXTENSION, name);
    }
}
