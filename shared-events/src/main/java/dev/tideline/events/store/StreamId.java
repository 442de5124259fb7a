package dev.tideline.events.store;

/**
 * The history of one aggregate.
 *
 * @param type the entity in its events' type names: {@code account} of {@code users.account.registered}
 * @param id what its events call {@link dev.tideline.events.Message#aggregateId()}
 */
public record StreamId(String type, String id) implements Comparable<StreamId> {

    @Override
    public int compareTo(StreamId other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
