/**
 * Runs the ledger and the reader, several replicas of each, on a real Postgres and a real Kafka, under load and faults, and checks at the
 * end what the library promises. Every part is a process of its own, reached through a {@link dev.tideline.proving.network.TcpProxy}.
 */
@NullMarked
package dev.tideline.proving;

import org.jspecify.annotations.NullMarked;
