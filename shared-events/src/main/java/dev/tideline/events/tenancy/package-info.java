/**
 * Backs the rule that nobody sees another tenant's rows: every statement of a connection is preceded, where it has changed, by whose work it
 * is, and a table that {@code guard_by_tenant} was called for shows and takes that tenant's rows only. What names no tenant sees nothing.
 * Switched on by {@code tideline.tenancy.rows}; the SQL is in {@code db/shared-events/tenancy}.
 */
@NullMarked
package dev.tideline.events.tenancy;

import org.jspecify.annotations.NullMarked;
