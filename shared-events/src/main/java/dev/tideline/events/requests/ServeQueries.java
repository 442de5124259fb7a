package dev.tideline.events.requests;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.Query;
import dev.tideline.events.ReplyTopic;
import dev.tideline.events.UnreadableEvent;
import dev.tideline.events.cqrs.Answer;
import dev.tideline.events.cqrs.Answer.Refused;
import dev.tideline.events.cqrs.QueryBus;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.events.polling.Later;
import dev.tideline.events.polling.Work;
import dev.tideline.events.requests.ReadRequest.Fit;
import dev.tideline.events.requests.ReadRequest.Unfit;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers queries, all of one poll at the same time, so that one that waits for its projection holds no other up. One that has expired is not
 * answered, nor one on which something fails: who asks waits for a while anyway, and asks again.
 */
final class ServeQueries implements Work {

    private static final Logger log = LoggerFactory.getLogger(ServeQueries.class);

    private final CloudEventsJson json;
    private final ReadRequest<Query> read;
    private final QueryBus bus;
    private final Compose compose;
    private final ReplyTopics topics;
    private final SendNow send;
    private final Clock clock;
    private final RequestCounts counts;

    ServeQueries(
            CloudEventsJson json,
            ReadRequest<Query> read,
            QueryBus bus,
            Compose compose,
            ReplyTopics topics,
            SendNow send,
            Clock clock,
            RequestCounts counts) {
        this.json = json;
        this.read = read;
        this.bus = bus;
        this.compose = compose;
        this.topics = topics;
        this.send = send;
        this.clock = clock;
        this.counts = counts;
    }

    @Override
    public List<Later> work(List<ConsumerRecord<byte[], byte[]>> records) {
        try (ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
            records.forEach(record -> atOnce.execute(() -> serve(record)));
        }
        return List.of();
    }

    private void serve(ConsumerRecord<byte[], byte[]> record) {
        try {
            EventMetadata query = json.readMetadata(record.value());
            Optional<ReplyTopic> topic = ReplyTopic.of(query);
            if (topic.isEmpty() || !topics.exists(topic.get())) {
                counts.unanswerable();
                return;
            }
            EventContext.causedBy(query).call(() -> {
                answer(query, record.value(), topic.get());
                return null;
            });
        } catch (UnreadableEvent | IllegalArgumentException e) {
            counts.unanswerable();
            log.debug("A query on {} cannot be answered", record.topic(), e);
        }
    }

    private void answer(EventMetadata query, byte[] bytes, ReplyTopic topic) {
        Terms terms;
        try {
            terms = Terms.of(query);
        } catch (DateTimeException | IllegalArgumentException malformed) {
            tell(query, topic, Answer.refused(Reason.INVALID, "Its terms cannot be read: " + malformed.getMessage()));
            return;
        }
        if (terms.over(clock)) {
            counts.expired();
            return;
        }
        try {
            Answer<?> answer = ask(query, bytes, terms);
            if (terms.over(clock)) {
                counts.expired();
            } else {
                tell(query, topic, answer);
            }
        } catch (RuntimeException e) {
            counts.failed();
            log.warn("Query {}, a {}, is not answered", query.id(), query.type(), e);
        }
    }

    private Answer<?> ask(EventMetadata query, byte[] bytes, Terms terms) {
        return switch (read.read(query, bytes)) {
            case Fit<Query>(Query asked) -> bus.ask(asked, terms.freshness());
            case Unfit<Query>(String detail, var fields) -> new Refused<>(Reason.INVALID, detail, fields);
        };
    }

    private void tell(EventMetadata query, ReplyTopic topic, Answer<?> answer) {
        send.send(compose.answer(topic, query, Reply.of(query.type(), answer)));
        counts.answered();
    }
}
