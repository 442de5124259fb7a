package dev.tideline.events.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A record as our tables keep it: key and value byte for byte, headers as text. */
final class KeptRecord {

    static final String COLUMNS = "topic, partition_id, offset_id, message_key, headers, payload";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXT_BY_NAME = new TypeReference<>() {};

    private KeptRecord() {}

    static ConsumerRecord<byte[], byte[]> of(ResultSet row) throws SQLException {
        RecordHeaders headers = new RecordHeaders();
        JSON.readValue(row.getString("headers"), TEXT_BY_NAME)
                .forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                row.getString("topic"),
                row.getInt("partition_id"),
                row.getLong("offset_id"),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                row.getBytes("message_key"),
                row.getBytes("payload"),
                headers,
                Optional.empty());
    }

    /** Tells it from another record at the same offset. */
    static UUID content(ConsumerRecord<byte[], byte[]> record) {
        ByteBuffer md5 = ByteBuffer.wrap(md5(record.value() == null ? new byte[0] : record.value()));
        return new UUID(md5.getLong(), md5.getLong());
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header each : record.headers()) {
            if (each.value() != null) {
                headers.put(storable(each.key()), storable(new String(each.value(), UTF_8)));
            }
        }
        return headers;
    }

    static String headersJson(ConsumerRecord<byte[], byte[]> record) {
        return JSON.writeValueAsString(headers(record));
    }

    /** Postgres keeps no NUL in a text. */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
