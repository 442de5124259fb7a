/**
 * Commands and queries by their records, whoever sends them and however they come: each meets one handler, and on the way the same rules.
 * A command is carried out once, however often it is sent; what came of it is written down and is what its sender is told each time.
 */
@NullMarked
package dev.tideline.events.cqrs;

import org.jspecify.annotations.NullMarked;
