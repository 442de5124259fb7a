package dev.tideline.events.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What keeps its order: the records of a topic that have one key. A record without a key has a lane of its own. */
record Lane(String topic, String name) {

    /** Longer ones would not fit into an index. */
    private static final int LONGEST = 500;

    static Lane of(ConsumerRecord<byte[], byte[]> record) {
        return new Lane(
                record.topic(),
                record.key() == null ? "@" + record.partition() + ":" + record.offset() : name(record.key()));
    }

    /** Readable wherever it can be; Postgres keeps no NUL in a text. */
    private static String name(byte[] key) {
        if (key.length > LONGEST) {
            return "sha256:" + HexFormat.of().formatHex(sha256(key));
        }
        String text = new String(key, UTF_8);
        boolean same = text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(UTF_8), key);
        if (same && text.indexOf(0) < 0) {
            return text;
        }
        return "base64:" + Base64.getEncoder().encodeToString(key);
    }

    private static byte[] sha256(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
