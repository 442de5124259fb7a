/**
 * Manners that every service's REST has in common: problem+json for whatever goes wrong, strict JSON, bounded bodies, a correlation id on
 * every request, and who is calling.
 */
@NullMarked
package dev.tideline.events.web;

import org.jspecify.annotations.NullMarked;
