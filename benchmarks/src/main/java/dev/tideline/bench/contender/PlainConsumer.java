package dev.tideline.bench.contender;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What most would write behind a peer: polls, writes the effects of the poll in one transaction, commits the offsets. An event that
 * comes twice counts twice.
 */
final class PlainConsumer implements AutoCloseable {

    /** Called with the events of a poll; returns when their effects are committed. */
    interface Effects {
        void of(List<Event> poll) throws SQLException;
    }

    private static final Logger log = LoggerFactory.getLogger(PlainConsumer.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Effects effects;
    private final Track track;
    private final Reader reader;
    private final Thread thread;

    private PlainConsumer(Map<String, Object> config, Effects effects, Track track, Reader reader) {
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.effects = effects;
        this.track = track;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("consume").start(this::run);
    }

    /** Reads the event from the bytes as its publisher wrote them. */
    interface Reader {
        Event read(byte[] value) throws IOException;
    }

    static Reader plainJson() {
        JsonMapper json = JsonMapper.builder().build();
        return value -> json.readValue(value, Event.class);
    }

    static PlainConsumer start(Surroundings surroundings, DataSource database, Track track) {
        return start(surroundings, inOneTransaction(database), track, plainJson());
    }

    static PlainConsumer start(Surroundings surroundings, Effects effects, Track track, Reader reader) {
        return new PlainConsumer(config(surroundings), effects, track, reader);
    }

    private static Map<String, Object> config(Surroundings surroundings) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, surroundings.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, surroundings.group());
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        return config;
    }

    private static Effects inOneTransaction(DataSource database) {
        return poll -> {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                Sql.tally(connection, Tally.of(poll));
                connection.commit();
            }
        };
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Surroundings.TOPIC));
            while (!Thread.currentThread().isInterrupted()) {
                List<Event> poll = new ArrayList<>();
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    poll.add(reader.read(record.value()));
                }
                if (!poll.isEmpty()) {
                    effects.of(poll);
                    track.handled(poll);
                    consumer.commitAsync();
                }
            }
        } catch (WakeupException closing) {
            log.debug("Ends", closing);
        } catch (SQLException | IOException | RuntimeException e) {
            log.error("The consumer ended", e);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
