/**
 * How many events of each type, of each tenant, happened in each minute, by the time they happened and not by the time they came. An
 * event that comes twice counts once, one without a tenant not at all.
 */
@NullMarked
package dev.tideline.analytics.counts;

import org.jspecify.annotations.NullMarked;
