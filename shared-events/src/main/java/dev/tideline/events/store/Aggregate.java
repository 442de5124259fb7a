package dev.tideline.events.store;

import dev.tideline.events.DomainEvent;
import java.util.List;

/**
 * What one kind of aggregate is made of: a state, and what each event makes of it. What is decided on that state is the caller's; neither
 * knows of the other.
 *
 * @param type the entity in its events' type names
 * @param initial what it is before anything happened
 * @param events the sealed type of its events
 * @param evolve a pure function
 * @param snapshots how its state is kept between; {@link SnapshotRule#NEVER} where its streams stay short
 */
public record Aggregate<S extends Record, E extends DomainEvent>(
        String type, S initial, Class<E> events, Evolve<S, E> evolve, SnapshotRule snapshots) {

    /** What an event makes of a state. */
    @FunctionalInterface
    public interface Evolve<S, E> {
        S evolve(S state, E event);
    }

    /**
     * One without snapshots.
     *
     * @param initial of the very class that states are of, so that a snapshot can be read back
     */
    public static <S extends Record, E extends DomainEvent> Aggregate<S, E> of(
            String type, S initial, Class<E> events, Evolve<S, E> evolve) {
        return new Aggregate<>(type, initial, events, evolve, SnapshotRule.NEVER);
    }

    public Aggregate<S, E> snapshots(SnapshotRule rule) {
        return new Aggregate<>(type, initial, events, evolve, rule);
    }

    public S after(S state, List<? extends E> happened) {
        S now = state;
        for (E event : happened) {
            now = evolve.evolve(now, event);
        }
        return now;
    }
}
