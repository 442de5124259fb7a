/** What was measured, as tables, plots and aims: kept apart from how it was measured, so that it can be tested on made-up figures. */
@NullMarked
package dev.tideline.bench.report;

import org.jspecify.annotations.NullMarked;
