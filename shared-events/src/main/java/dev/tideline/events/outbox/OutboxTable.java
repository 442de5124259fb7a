package dev.tideline.events.outbox;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table, and beside it the head of each aggregate, both moved by one statement a row and all rows sent in one go. */
record OutboxTable(JdbcTemplate jdbc) {

    private static final String INSERT = """
            with given (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, traceparent, payload,
                        headers, kafka_partition) as (
                values (?::uuid, ?, ?, ?::bigint, ?, ?, ?, ?, ?::bytea, ?::jsonb, ?::integer)
            ), moved as (
                insert into outbox_head as head (aggregatetype, aggregateid, version)
                select aggregatetype, aggregateid, aggregateversion from given where aggregateversion is not null
                on conflict (aggregatetype, aggregateid) do update set version = excluded.version
                where head.version = excluded.version - 1
                returning 1
            )
            insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, traceparent, payload,
                                headers, kafka_partition)
            select * from given where aggregateversion is null or exists (select from moved)
            """;

    /** In their order. A row whose version does not follow its aggregate's head is not inserted, which ends in an exception. */
    void insert(List<OutboxRow> rows) {
        int[] inserted =
                jdbc.batchUpdate(INSERT, rows.stream().map(OutboxRow::values).toList());
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] == 0) {
                throw conflict(rows, inserted, i);
            }
        }
    }

    /** Rows behind the refused one may have moved the head since: the first that did was the one expected here. */
    private VersionConflict conflict(List<OutboxRow> rows, int[] inserted, int refused) {
        OutboxRow row = rows.get(refused);
        long given = requireNonNull(row.aggregateVersion());
        long expected = IntStream.range(refused + 1, inserted.length)
                .filter(i -> inserted[i] == 1)
                .mapToObj(rows::get)
                .filter(later -> later.aggregateType().equals(row.aggregateType())
                        && later.aggregateId().equals(row.aggregateId()))
                .map(OutboxRow::aggregateVersion)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> head(row) + 1);
        return new VersionConflict(row.aggregateType(), row.aggregateId(), expected, given);
    }

    private Long head(OutboxRow row) {
        return requireNonNull(jdbc.queryForObject(
                "select version from outbox_head where aggregatetype = ? and aggregateid = ?",
                Long.class,
                row.aggregateType(),
                row.aggregateId()));
    }
}
