/**
 * Real Postgres and real Kafka without Docker: the servers behind every test and behind local-stack.
 *
 * <p>{@link dev.tideline.testing.servers.PostgresServer} and {@link dev.tideline.testing.servers.KafkaServer} are one server each, to
 * start, stop and start again on the same data. {@link dev.tideline.testing.servers.Servers} is one pair shared by all tests of a JVM,
 * and {@link dev.tideline.testing.servers.WithServers} points a Spring test at that pair, or at containers with
 * {@code -Dinfra=containers}. Nothing here listens beyond the loopback interface.
 */
@NullMarked
package dev.tideline.testing.servers;

import org.jspecify.annotations.NullMarked;
