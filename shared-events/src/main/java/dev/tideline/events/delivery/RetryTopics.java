package dev.tideline.events.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.events.outbox.RawMessage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The topics on which a group's failed events wait and end, written through the outbox. A retry topic has a partition for each attempt, so
 * that all records of a partition wait equally long and none waits behind a later one; partition 0 is for what operators replay.
 */
final class RetryTopics {

    /** The id of the row in the outbox, which is the ticket of the attempt. */
    static final String TICKET = "id";

    private final String group;
    private final Set<String> origins;
    private final int partitions;
    private final DataSize maxPayload;
    private final Outbox outbox;

    RetryTopics(String group, Set<String> origins, int attempts, DataSize maxPayload, Outbox outbox) {
        this.maxPayload = maxPayload;
        this.group = group;
        this.origins = origins;
        this.partitions = attempts;
        this.outbox = outbox;
    }

    List<String> retries() {
        return origins.stream().map(this::retry).toList();
    }

    List<String> deadLetters() {
        return origins.stream().map(this::deadLetter).toList();
    }

    int partitions() {
        return partitions;
    }

    /** Announces the next attempt; the answer is its ticket. */
    UUID announce(ConsumerRecord<byte[], byte[]> failed, int attempts, Instant due, @Nullable Failure last) {
        UUID ticket = UuidCreator.getTimeOrderedEpoch();
        Map<String, String> headers = headers(failed);
        headers.put(TICKET, ticket.toString());
        headers.put("retry-count", Integer.toString(attempts));
        headers.put("not-before", due.toString());
        if (last != null) {
            headers.put("exception-class", last.exception());
            headers.put("exception-message", last.message());
        }
        int partition = Math.min(attempts, partitions - 1);
        return outbox.append(new RawMessage(
                ticket, retry(failed.topic()), partition, key(failed), headers, fitting(failed, headers)));
    }

    /** Tells everybody who listens; what operators work with is the table. */
    void bury(ConsumerRecord<byte[], byte[]> dead, int attempts, Instant first, Instant last, Failure why) {
        Map<String, String> headers = headers(dead);
        headers.put("attempts", Integer.toString(attempts));
        headers.put("first-failed", first.toString());
        headers.put("last-failed", last.toString());
        headers.put("exception-class", why.exception());
        headers.put("exception-message", why.message());
        headers.put("exception-stack", why.stack());
        outbox.append(new RawMessage(deadLetter(dead.topic()), null, key(dead), headers, fitting(dead, headers)));
    }

    /** Our tables keep all of it; what is too large for the outbox is only told of. */
    private byte @Nullable [] fitting(ConsumerRecord<byte[], byte[]> record, Map<String, String> headers) {
        if (record.value() == null || record.value().length <= maxPayload.toBytes()) {
            return record.value();
        }
        headers.put("payload-left-out", record.value().length + " bytes");
        return null;
    }

    private Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>(KeptRecord.headers(record));
        headers.put("origin-topic", record.topic());
        headers.put("origin-partition", Integer.toString(record.partition()));
        headers.put("origin-offset", Long.toString(record.offset()));
        headers.put("group", group);
        return headers;
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : KeptRecord.storable(new String(record.key(), UTF_8));
    }

    private String retry(String topic) {
        return "_retry." + topic + "." + group;
    }

    private String deadLetter(String topic) {
        return "_dlq." + topic + "." + group;
    }
}
