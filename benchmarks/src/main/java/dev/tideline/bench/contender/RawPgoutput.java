package dev.tideline.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** The log without Debezium: the driver's replication stream, decoded by hand. */
final class RawPgoutput implements CarrierThread.Loop {

    static final String SLOT = "bench_raw";

    private static final int BATCH = 2_000;

    private final Surroundings surroundings;

    RawPgoutput(Surroundings surroundings, DataSource database) {
        this.surroundings = surroundings;
        DebeziumLoop.createSlot(database, SLOT);
    }

    @Override
    public void run(BooleanSupplier running) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", surroundings.user());
        properties.setProperty("password", surroundings.user());
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "14");
        try (Batches batches = new Batches(surroundings);
                var connection = DriverManager.getConnection(surroundings.jdbcUrl(), properties);
                PGReplicationStream stream = connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(SLOT)
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", surroundings.schema() + "_outbox")
                        .withSlotOption("binary", true)
                        .withStatusInterval(1, TimeUnit.SECONDS)
                        .start()) {
            read(stream, batches, running);
        }
    }

    private static void read(PGReplicationStream stream, Batches batches, BooleanSupplier running) throws SQLException {
        Map<Integer, List<String>> relations = new HashMap<>();
        LogSequenceNumber committed = LogSequenceNumber.INVALID_LSN;
        while (running.getAsBoolean()) {
            ByteBuffer message = stream.readPending();
            if (message != null) {
                switch (message.get()) {
                    case 'R' -> relation(message, relations);
                    case 'I' -> insert(message, relations, batches);
                    case 'C' -> committed = stream.getLastReceiveLSN();
                    default -> {}
                }
            }
            if (batches.size() > 0 && (message == null || batches.size() >= BATCH)) {
                batches.acknowledged();
                stream.setAppliedLSN(committed);
                stream.setFlushedLSN(committed);
            } else if (message == null) {
                LockSupport.parkNanos(200_000);
            }
        }
    }

    private static void relation(ByteBuffer message, Map<Integer, List<String>> relations) {
        int relation = message.getInt();
        text(message);
        text(message);
        message.get();
        int count = message.getShort();
        List<String> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            message.get();
            columns.add(text(message));
            message.getInt();
            message.getInt();
        }
        relations.put(relation, columns);
    }

    private static void insert(ByteBuffer message, Map<Integer, List<String>> relations, Batches batches) {
        List<String> columns = relations.get(message.getInt());
        message.get();
        int count = message.getShort();
        Map<String, byte[]> row = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            if (message.get() == 'n') {
                continue;
            }
            byte[] value = new byte[message.getInt()];
            message.get(value);
            row.put(columns == null ? "" : columns.get(i), value);
        }
        ByteBuffer id = ByteBuffer.wrap(value(row, "id"));
        batches.send(
                new String(value(row, "topic"), UTF_8),
                new String(value(row, "message_key"), UTF_8),
                new UUID(id.getLong(), id.getLong()).toString(),
                new String(value(row, "type"), UTF_8),
                row.get("payload"));
    }

    private static byte[] value(Map<String, byte[]> row, String column) {
        byte[] value = row.get(column);
        if (value == null) {
            throw new IllegalStateException("The log tells of a row without " + column);
        }
        return value;
    }

    private static String text(ByteBuffer message) {
        int start = message.position();
        while (message.get() != 0) {
            // up to its end
        }
        byte[] bytes = new byte[message.position() - start - 1];
        message.get(start, bytes);
        return new String(bytes, UTF_8);
    }
}
