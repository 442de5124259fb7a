package dev.tideline.events.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What keeps its order: the records of a topic that have one key. A record without a key has a lane of its own. */
record Lane(String topic, String name) {

    static Lane of(ConsumerRecord<byte[], byte[]> record) {
        return new Lane(
                record.topic(),
                record.key() == null ? "@" + record.partition() + ":" + record.offset() : name(record.key()));
    }

    /** Readable wherever it can be; Postgres keeps no NUL in a text. */
    private static String name(byte[] key) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            if (text.indexOf(0) < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // no text
        }
        return "base64:" + Base64.getEncoder().encodeToString(key);
    }
}
