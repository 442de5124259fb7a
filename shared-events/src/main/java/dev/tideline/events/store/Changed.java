package dev.tideline.events.store;

/**
 * What a decision was answered with, and up to where a reader has to come to see what it brought about.
 *
 * @param position {@link Position#START} where nothing was appended
 */
public record Changed<R>(R answer, Position position) {}
