package dev.tideline.events.store;

/**
 * An aggregate as it was read.
 *
 * @param version of its stream; 0 where nothing has happened yet
 */
public record Current<S>(StreamId stream, long version, S state) {

    public boolean exists() {
        return version > 0;
    }
}
