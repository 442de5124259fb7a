package dev.tideline.events.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next the cursor of the next page; null on the last */
record Page(List<Letter> letters, @Nullable String next) {}
