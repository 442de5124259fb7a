package dev.tideline.events.delivery;

import dev.tideline.events.EventMetadata;
import java.util.Set;

/**
 * Takes all that comes on some topics, whatever its type; a bean. What is said of {@link EventHandler} holds for it too: the order within a
 * key, the transaction together with the mark that the message was handled, what becomes of one that fails. Nobody else handles those topics.
 */
public interface Receiver {

    Set<String> topics();

    /** Whether it can do anything with this type. What it cannot is given to it all the same. */
    boolean knows(String type);

    /**
     * Runs in the context of the message.
     *
     * @param bytes as they came; their attributes can be read, and whether the data can is the receiver's to see
     * @throws Instead to have what it wrote undone, and something else done
     */
    void receive(EventMetadata message, byte[] bytes);
}
