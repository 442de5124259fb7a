package dev.tideline.bench.contender;

/** A way from a commit to Kafka, and further to an effect where the process consumes. */
interface Contender extends AutoCloseable {

    /** Name and version, as its own artifacts say it. */
    String version();

    /**
     * Writes one business row, and with it one event, in a transaction of its own. Returns after the commit.
     *
     * @param version the how manieth event of its key
     */
    void write(Event event, long version);

    /** The same transaction without the event, and with that many business rows, each by a statement of its own. */
    default void writeWithoutEvent(Event event, int rows) {
        throw new UnsupportedOperationException(version());
    }

    /** Whatever is written in there shares one transaction, where it can. */
    default void together(Runnable writes) {
        writes.run();
    }

    /** Before a backlog is laid down. Who polls has nothing to do here: a backlog appears to it in one commit. */
    default void pause() {}

    /** The backlog is there. */
    default void resume() {}

    @Override
    void close();
}
