package dev.tideline.events.outbox;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table, and beside it the head of each aggregate, written in one round trip: of one aggregate by one statement a row and all sent in
 * one go, of several by one statement for all.
 */
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
        if (rows.stream()
                        .map(Aggregate::of)
                        .flatMap(Optional::stream)
                        .distinct()
                        .limit(2)
                        .count()
                == 2) {
            insertTogether(rows);
        } else {
            insertEach(rows);
        }
    }

    private void insertEach(List<OutboxRow> rows) {
        int[] inserted =
                jdbc.batchUpdate(INSERT, rows.stream().map(OutboxRow::values).toList(), OutboxRow.TYPES);
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] == 0) {
                throw conflict(rows, inserted, i);
            }
        }
    }

    private void insertTogether(List<OutboxRow> rows) {
        requireSuccession(rows);
        InsertTogether.Refused refused = jdbc.execute(new InsertTogether(rows));
        if (refused != null) {
            Aggregate aggregate = new Aggregate(refused.aggregateType(), refused.aggregateId());
            throw new VersionConflict(aggregate.type(), aggregate.id(), head(aggregate) + 1, refused.given());
        }
    }

    private static void requireSuccession(List<OutboxRow> rows) {
        Map<Aggregate, Long> last = new HashMap<>();
        for (OutboxRow row : rows) {
            Aggregate.of(row).ifPresent(aggregate -> {
                long given = requireNonNull(row.aggregateVersion());
                Long before = last.put(aggregate, given);
                if (before != null && given != before + 1) {
                    throw new VersionConflict(aggregate.type(), aggregate.id(), before + 1, given);
                }
            });
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
                .orElseGet(() -> head(new Aggregate(row.aggregateType(), row.aggregateId())) + 1);
        return new VersionConflict(row.aggregateType(), row.aggregateId(), expected, given);
    }

    private Long head(Aggregate aggregate) {
        return requireNonNull(jdbc.queryForObject(
                "select version from outbox_head where aggregatetype = ? and aggregateid = ?",
                Long.class,
                aggregate.type(),
                aggregate.id()));
    }

    private record Aggregate(String type, String id) {

        /** Whose version the row has; empty if it has none. */
        static Optional<Aggregate> of(OutboxRow row) {
            return row.aggregateVersion() == null
                    ? Optional.empty()
                    : Optional.of(new Aggregate(row.aggregateType(), row.aggregateId()));
        }
    }
}
