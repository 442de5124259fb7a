package dev.tideline.bench.contender;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Sends an event and waits for the acknowledgement, as a handler must that says "done" by returning. */
final class Send implements AutoCloseable {

    private final JsonMapper json = JsonMapper.builder().build();
    private final KafkaProducer<String, byte[]> producer;

    private Send(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    static Send to(Surroundings surroundings) {
        return new Send(new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        surroundings.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new StringSerializer(),
                new ByteArraySerializer()));
    }

    void json(Event event) {
        try {
            producer.send(new ProducerRecord<>(Surroundings.TOPIC, event.key(), json.writeValueAsBytes(event)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take " + event.sequence(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
