package dev.tideline.proving.check;

import java.time.Instant;
import java.util.UUID;

/**
 * What a handler committed.
 *
 * @param position greater than that of every effect before it
 */
public record Effect(long position, UUID posting, String account, long version, Instant at) {}
