package dev.tideline.events.projection;

import java.time.Instant;

/**
 * All streams of a type being made anew in the build that is read.
 *
 * @param afterId the one that was made last; empty before the first
 * @param streams how many were
 */
public record Repair(String projection, String streamType, String afterId, long streams, Instant askedAt) {}
