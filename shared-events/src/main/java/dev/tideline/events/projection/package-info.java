/**
 * Tables to be queried, made of the events of the store and of nothing else. A projection can be made anew beside the one that is read, which
 * goes on being read and kept up to date until the new one has come as far and taken its place.
 */
@NullMarked
package dev.tideline.events.projection;

import org.jspecify.annotations.NullMarked;
