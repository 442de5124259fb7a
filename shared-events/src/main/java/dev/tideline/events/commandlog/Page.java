package dev.tideline.events.commandlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some commands, the latest first.
 *
 * @param next where the next page begins; null on the last
 */
public record Page(List<LoggedCommand> commands, @Nullable Long next) {}
