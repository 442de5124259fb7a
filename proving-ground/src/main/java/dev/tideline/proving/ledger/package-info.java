/**
 * A service that writes: postings of many accounts, each with the account's next version, through the outbox. Several replicas of it run,
 * one of which leads the relay. What it was told is committed it writes into a journal of its own, which outlives it.
 */
@NullMarked
package dev.tideline.proving.ledger;

import org.jspecify.annotations.NullMarked;
