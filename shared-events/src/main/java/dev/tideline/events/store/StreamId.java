package dev.tideline.events.store;

/**
 * The history of one aggregate.
 *
 * @param type the entity in its events' type names: {@code account} of {@code users.account.registered}
 * @param id what its events call {@link dev.tideline.events.Message#aggregateId()}
 */
public record StreamId(String type, String id) {

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
