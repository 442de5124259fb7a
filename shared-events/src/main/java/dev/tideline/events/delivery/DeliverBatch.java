package dev.tideline.events.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.UnreadableEvent;
import dev.tideline.events.inbox.Inbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionOperations;

/** Handles what a poll brought, in one transaction if it can. */
final class DeliverBatch implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(DeliverBatch.class);

    private final String consumer;
    private final Handlers handlers;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final CloudEventsJson json;
    private final TransactionOperations transaction;

    DeliverBatch(
            String consumer,
            Handlers handlers,
            Inbox inbox,
            DeadLetters deadLetters,
            CloudEventsJson json,
            TransactionOperations transaction) {
        this.consumer = consumer;
        this.handlers = handlers;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.json = json;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> poll) {
        List<ConsumerRecord<byte[], byte[]>> wanted =
                poll.stream().filter(this::mayBeHandledHere).toList();
        if (wanted.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(_ -> handleAll(wanted));
        } catch (RuntimeException e) {
            log.debug("A batch of {} failed, going on one by one", wanted.size(), e);
            oneByOne(wanted);
        }
    }

    /**
     * A failing event holds back what comes behind it in its partition, and nothing else: the others go on before the failure is
     * reported, after which the container reads all that lies behind the first failure again.
     */
    private void oneByOne(List<ConsumerRecord<byte[], byte[]>> records) {
        LinkedHashMap<TopicPartition, BatchListenerFailedException> failures = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            TopicPartition partition = new TopicPartition(each.topic(), each.partition());
            if (failures.containsKey(partition)) {
                continue;
            }
            try {
                transaction.executeWithoutResult(_ -> handleAll(List.of(each)));
            } catch (RuntimeException e) {
                failures.put(partition, new BatchListenerFailedException("Could not handle an event", e, each));
            }
        }
        if (!failures.isEmpty()) {
            throw failures.firstEntry().getValue();
        }
    }

    /** The header spares parsing what nobody here waits for. A record without it has to be looked into. */
    private boolean mayBeHandledHere(ConsumerRecord<byte[], byte[]> each) {
        Header type = each.headers().lastHeader("ce_type");
        return type == null || handlers.handle(new String(type.value(), UTF_8));
    }

    private void handleAll(List<ConsumerRecord<byte[], byte[]>> records) {
        List<EventEnvelope<?>> events = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> each : records) {
            try {
                events.add(json.read(each.value()));
            } catch (UnreadableEvent e) {
                deadLetters.add(consumer, each, e);
            }
        }
        events.removeIf(event -> !handlers.handle(event.metadata().type()));
        Set<UUID> unhandled = inbox.claim(
                consumer,
                events.stream()
                        .map(EventEnvelope::metadata)
                        .map(EventMetadata::identity)
                        .toList());
        for (EventEnvelope<?> event : events) {
            if (unhandled.remove(event.metadata().identity())) {
                handlers.handle(event);
            }
        }
    }
}
