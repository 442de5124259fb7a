package dev.tideline.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.events.outbox.Outbox;
import dev.tideline.events.outbox.RawMessage;
import dev.tideline.testing.servers.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

class RawMessageTest extends ProbeTest {

    private static final byte[] BYTES = {0, -1, '{', 7};

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void bytesArriveAsTheyAreWithTheirHeadersAndInTheirPartition() {
        Topic topic = Topic.named("raw." + thing).create(4);
        Map<String, String> headers = Map.of("ce_id", "1 2", "ce_type", "some.thing.said", "retry-count", "3");
        transaction.executeWithoutResult(_ -> {
            outbox.append(new RawMessage("raw." + thing, 3, thing, headers, BYTES));
            outbox.append(new RawMessage("raw." + thing, 3, thing, Map.of(), null));
        });
        List<ConsumerRecord<String, byte[]>> records = topic.key(thing, 2);
        assertThat(records).extracting(ConsumerRecord::partition).containsOnly(3);
        assertThat(records.getFirst().value()).isEqualTo(BYTES);
        assertThat(headers(records.getFirst())).isEqualTo(headers);
        assertThat(records.getLast().value()).isNull();
        assertThat(headers(records.getLast())).isEmpty();
    }

    @Test
    void eventCarriesTheVersionOfItsAggregate() {
        steps.take(thing, 1, 2);
        assertThat(Topic.named(ProbeService.TOPIC).key("thing:" + thing, 2))
                .extracting(record -> headers(record).get("ce_aggregateversion"))
                .containsExactly("1", "2");
    }

    @Test
    void needsATransaction() {
        assertThatThrownBy(() -> outbox.append(new RawMessage("raw", null, thing, Map.of(), BYTES)))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessageContaining(thing);
    }

    static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
