package dev.tideline.events.store;

import dev.tideline.events.DomainEvent;
import java.util.List;

/**
 * What one kind of aggregate is made of: a state, and what each event makes of it. What is decided on that state is the caller's; neither
 * knows of the other.
 *
 * @param type the entity in its events' type names
 * @param states the class of its states, or the sealed type of them; Jackson writes and reads them where snapshots are taken
 * @param initial what it is before anything happened
 * @param events the sealed type of its events
 * @param evolve a pure function
 * @param snapshots how its state is kept between
 */
public record Aggregate<S, E extends DomainEvent>(
        String type, Class<S> states, S initial, Class<E> events, Evolve<S, E> evolve, SnapshotRule snapshots) {

    /** What an event makes of a state. */
    @FunctionalInterface
    public interface Evolve<S, E> {
        S evolve(S state, E event);
    }

    /** One without snapshots. */
    public static <S, E extends DomainEvent> Aggregate<S, E> of(
            String type, Class<S> states, S initial, Class<E> events, Evolve<S, E> evolve) {
        return new Aggregate<>(type, states, initial, events, evolve, SnapshotRule.NEVER);
    }

    public Aggregate<S, E> snapshots(SnapshotRule rule) {
        return new Aggregate<>(type, states, initial, events, evolve, rule);
    }

    public S after(S state, List<? extends E> happened) {
        S now = state;
        for (E event : happened) {
            now = evolve.evolve(now, event);
        }
        return now;
    }
}
