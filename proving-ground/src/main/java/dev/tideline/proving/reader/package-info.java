/**
 * A service that reads: it handles the ledger's postings and leaves a trace of each in a table, in the handler's transaction. It is told
 * by the posting how often to fail.
 */
@NullMarked
package dev.tideline.proving.reader;

import org.jspecify.annotations.NullMarked;
