package dev.tideline.events.store;

/** What came of an attempt to append. */
public sealed interface Append {

    /**
     * It was; to be seen by others when the transaction commits.
     *
     * @param version of the stream now
     * @param position of the last of the events
     */
    record Appended(long version, Position position) implements Append {}

    /**
     * Nothing was, because the stream is at another version than was expected. The transaction is as good as before.
     *
     * @param actual where it was a moment later; by then it may be where it was expected
     */
    record Conflict(StreamId stream, long expected, long actual) implements Append {}
}
