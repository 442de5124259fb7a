package dev.tideline.proving;

import dev.tideline.testing.servers.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells when everything has come to rest: the relays have confirmed all that was committed, the readers have nothing left to read, and nothing
 * waits to be tried again.
 * What is missing then will not come any more.
 */
final class Rest implements AutoCloseable {

    private static final String GROUP = "reader";
    private static final String REMINDERS = "ledger.reminder.v1";
    private static final int SECONDS = 5;

    private final PostgresServer postgres;
    private final Admin admin;
    private String mark = "";
    private String before = "";

    Rest(Arena arena) {
        this.postgres = arena.postgres();
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                (Object) arena.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                SECONDS * 1_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                SECONDS * 1_000));
    }

    /** What is still on its way; empty when nothing is, seen twice in a row without a change in between. */
    String underWay() throws InterruptedException {
        try (Connection connection = postgres.connect()) {
            String delayed = one(connection, "select count(*) || ' delayed' from todo.outbox_delayed");
            if (!delayed.equals("0 delayed")) {
                mark = "";
                return delayed;
            }
            if (mark.isEmpty()) {
                mark = one(connection, "select pg_current_wal_lsn()::text");
            }
            String unconfirmed = one(connection, """
                    select coalesce(string_agg(s.name || coalesce(' at ' || r.confirmed_flush_lsn, ' missing'), ', '), '')
                    from (values ('todo_outbox'), ('users_outbox')) s (name)
                    left join pg_replication_slots r on r.slot_name = s.name
                    where r.confirmed_flush_lsn is null or r.confirmed_flush_lsn < ?::pg_lsn
                    """, mark);
            if (!unconfirmed.isEmpty()) {
                return "slots " + unconfirmed + ", not yet " + mark;
            }
            long lag = lag(GROUP, Meddler.TOPIC)
                    + lag(GROUP, REMINDERS)
                    + lag(GROUP + ".retries", "_retry." + Meddler.TOPIC + "." + GROUP);
            if (lag > 0) {
                return lag + " records to read";
            }
            String waiting = one(connection, """
                    select (select count(*) from users.fence where state <> 'held') || ' lanes closed, '
                        || (select count(*) from users.parked) || ' events parked'
                    """);
            if (!waiting.equals("0 lanes closed, 0 events parked")) {
                return waiting;
            }
            String state = one(connection, """
                    select (select count(*) from users.effect) || '/' || (select count(*) from users.outbox)
                        || '/' || (select count(*) from todo.outbox) || '/' || (select count(*) from users.attempt)
                    """);
            mark = "";
            if (!state.equals(before)) {
                before = state;
                return "effects";
            }
            return "";
        } catch (SQLException | ExecutionException | TimeoutException away) {
            mark = "";
            before = "";
            return String.valueOf(away.getMessage());
        }
    }

    private long lag(String group, String topic) throws ExecutionException, InterruptedException, TimeoutException {
        TopicDescription described = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(SECONDS, TimeUnit.SECONDS)
                .get(topic);
        Map<TopicPartition, OffsetSpec> ends = Objects.requireNonNull(described).partitions().stream()
                .collect(Collectors.toMap(
                        each -> new TopicPartition(topic, each.partition()), _ -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> written =
                admin.listOffsets(ends).all().get(SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(SECONDS, TimeUnit.SECONDS);
        return written.entrySet().stream()
                .mapToLong(each -> each.getValue().offset() - offset(read.get(each.getKey())))
                .sum();
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    private static String one(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getString(1) : "";
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(SECONDS));
    }
}
