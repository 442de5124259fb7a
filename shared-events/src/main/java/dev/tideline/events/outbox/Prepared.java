package dev.tideline.events.outbox;

import java.util.List;

/** Events that nothing will refuse any more in this transaction, except for a version that does not follow the last. */
public interface Prepared {

    /** As they will be published, in their order. */
    List<byte[]> payloads();

    void append();
}
