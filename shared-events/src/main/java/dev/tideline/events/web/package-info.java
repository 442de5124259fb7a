/**
 * Manners that every service's REST has in common: problem+json for whatever goes wrong, strict JSON, bounded bodies, a correlation id on
 * every request, and who is calling; and one way to answer commands and queries, {@link dev.tideline.events.web.Answers}.
 */
@NullMarked
package dev.tideline.events.web;

import org.jspecify.annotations.NullMarked;
