package dev.tideline.events.requests;

import dev.tideline.events.Envelopes;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.Query;
import dev.tideline.events.ReplyTopic;
import dev.tideline.events.cqrs.Answer;
import dev.tideline.events.cqrs.Freshness;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks another service over its topic for queries, and waits for the answer. A question may get lost, and so may an answer: nothing of either is
 * kept, and who gets none may ask again. All instances of a service read its reply topic, from when they start.
 */
public final class AskByTopic {

    private final Envelopes envelopes;
    private final EventCatalogue catalogue;
    private final Compose compose;
    private final ReplyTopic topic;
    private final SendNow send;
    private final ReadReplies replies;
    private final Clock clock;

    AskByTopic(
            Envelopes envelopes,
            EventCatalogue catalogue,
            Compose compose,
            ReplyTopic topic,
            SendNow send,
            ReadReplies replies,
            Clock clock) {
        this.envelopes = envelopes;
        this.catalogue = catalogue;
        this.compose = compose;
        this.topic = topic;
        this.send = send;
        this.replies = replies;
        this.clock = clock;
    }

    /**
     * Asks on behalf of whom the {@link dev.tideline.events.EventContext} names, and waits no longer than that. Empty if there was no answer
     * until then.
     *
     * @param answer the class to read the answer as, the asker's own
     * @throws tools.jackson.core.JacksonException if it does not fit that class
     */
    public <R> Optional<Answer<R>> ask(Query query, Class<R> answer, Freshness freshness, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Terms terms = new Terms(clock.instant().plus(patience), freshness);
        EventEnvelope<Query> question = topic.on(terms.on(envelopes.wrap(query)));
        try (ReadReplies.Awaited awaited = replies.await(question.metadata().id())) {
            if (!replies.listenWithin(patience)) {
                return Optional.empty();
            }
            send.send(compose.message(
                    catalogue.entryOf(query.getClass()).topic(),
                    question.metadata().partitionKey(),
                    question));
            return awaited.reply(Duration.ofNanos(deadline - System.nanoTime()))
                    .map(reply -> compose.read(reply, answer));
        }
    }
}
