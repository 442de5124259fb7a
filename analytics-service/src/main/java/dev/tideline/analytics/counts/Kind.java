package dev.tideline.analytics.counts;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What is counted together: events of one type, of one tenant. */
record Kind(String tenant, String type) {

    private static final String SEPARATOR = "\0";

    /** A separator too many ends up in the tenant, which is nobody's then. */
    static Serde<Kind> serde() {
        return Serdes.serdeFrom(
                (_, kind) -> (kind.type + SEPARATOR + kind.tenant).getBytes(UTF_8), (_, bytes) -> read(bytes));
    }

    private static Kind read(byte[] bytes) {
        String[] parts = new String(bytes, UTF_8).split(SEPARATOR, 2);
        return new Kind(parts[1], parts[0]);
    }
}
