package dev.tideline.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaServerTest {
    private static final KafkaServer SERVER = KafkaServer.temporary();

    @BeforeEach
    void start() {
        SERVER.start();
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void recordsAndOffsetsSurviveStopAndStart() throws Exception {
        create("kept");
        send("kept", "first");
        assertThat(poll("kept")).containsExactly("first");
        send("kept", "second");

        SERVER.stop();
        SERVER.start();

        assertThat(poll("kept")).containsExactly("second");
    }

    @Test
    void noTopicIsCreatedByAccident() {
        assertThatThrownBy(() -> send("misspelt", "lost")).hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> {
                    try (var admin = Admin.create(client())) {
                        admin.describeTopics(List.of("misspelt"))
                                .allTopicNames()
                                .get(30, TimeUnit.SECONDS);
                    }
                })
                .hasMessageContaining("UnknownTopicOrPartitionException");
    }

    private static void create(String topic) throws Exception {
        try (var admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static void send(String topic, String value) throws Exception {
        try (var producer = new KafkaProducer<>(
                with(Map.of("max.block.ms", 1500)), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> poll(String topic) {
        var group = with(Map.of("group.id", "reader", "group.protocol", "consumer", "auto.offset.reset", "earliest"));
        try (var consumer = new KafkaConsumer<>(group, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (System.nanoTime() < patience) {
                var records = consumer.poll(Duration.ofSeconds(1));
                if (!records.isEmpty()) {
                    consumer.commitSync();
                    return StreamSupport.stream(records.spliterator(), false)
                            .map(it -> it.value())
                            .toList();
                }
            }
            return List.of();
        }
    }

    private static Map<String, Object> client() {
        return with(Map.of());
    }

    private static Map<String, Object> with(Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("bootstrap.servers", SERVER.bootstrapServers());
        return settings;
    }
}
