package dev.tideline.events.store;

import java.util.Comparator;

/**
 * A place in the order of all events. Later means later in that order and nothing else: neither dense, nor a time, nor to be compared with the
 * positions of another store.
 */
public record Position(long epoch, long sequence) implements Comparable<Position> {

    /** Before every event. */
    public static final Position START = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::epoch).thenComparingLong(Position::sequence);

    /** Behind every event of that epoch. */
    static Position endOf(long epoch) {
        return new Position(epoch, Long.MAX_VALUE);
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if it is nothing of that kind
     */
    public static Position parse(String text) {
        int dash = text.indexOf('-');
        try {
            Position position =
                    new Position(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
            if (position.toString().equals(text)) {
                return position;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("'" + text + "' is no position", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no position");
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + "-" + sequence;
    }
}
