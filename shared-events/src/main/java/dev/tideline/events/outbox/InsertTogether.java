package dev.tideline.events.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;

/**
 * Inserts the rows of several aggregates by one statement: the heads are moved in an order of their own, the same in every transaction, so
 * that two that change the same aggregates wait for each other and do not deadlock; the rows keep the order they were appended in. If one
 * head cannot be moved no row is inserted.
 *
 * @param rows in which an aggregate's versions follow each other
 */
record InsertTogether(List<OutboxRow> rows) implements ConnectionCallback<InsertTogether.@Nullable Refused> {

    private static final String INSERT = """
            with given as materialized (
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[],
                                     ?::text[], ?::integer[])
                    with ordinality as given (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, traceparent,
                                              payload, headers, kafka_partition, position)
            ), span as materialized (
                select aggregatetype, aggregateid, min(aggregateversion) as first, max(aggregateversion) as last
                from given where aggregateversion is not null
                group by aggregatetype, aggregateid
            ), moved as (
                insert into outbox_head as head (aggregatetype, aggregateid, version)
                select aggregatetype, aggregateid, last from span order by aggregatetype collate "C", aggregateid collate "C"
                on conflict (aggregatetype, aggregateid) do update set version = excluded.version
                where (head.aggregatetype, head.aggregateid, head.version + 1) in (select aggregatetype, aggregateid, first from span)
                returning aggregatetype, aggregateid
            ), refused as materialized (
                select * from span where (aggregatetype, aggregateid) not in (select aggregatetype, aggregateid from moved)
            ), inserted as (
                insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, traceparent, payload,
                                    headers, kafka_partition)
                select id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, traceparent, payload,
                       headers::jsonb, kafka_partition
                from given where not exists (select from refused)
                order by position
            )
            select aggregatetype, aggregateid, first from refused order by aggregatetype, aggregateid limit 1
            """;

    /** The aggregate whose head stands elsewhere, and the first version given for it. */
    record Refused(String aggregateType, String aggregateId, long given) {}

    @Override
    public @Nullable Refused doInConnection(Connection connection) throws SQLException {
        List<Array> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            columns.add(column(connection, "uuid", OutboxRow::id));
            columns.add(column(connection, "text", OutboxRow::aggregateType));
            columns.add(column(connection, "text", OutboxRow::aggregateId));
            columns.add(column(connection, "int8", OutboxRow::aggregateVersion));
            columns.add(column(connection, "text", OutboxRow::type));
            columns.add(column(connection, "text", OutboxRow::topic));
            columns.add(column(connection, "text", OutboxRow::key));
            columns.add(column(connection, "text", OutboxRow::traceparent));
            columns.add(connection.createArrayOf(
                    "bytea", rows.stream().map(OutboxRow::payload).toArray(byte[][]::new)));
            columns.add(column(connection, "text", OutboxRow::headers));
            columns.add(column(connection, "int4", OutboxRow::partition));
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(i + 1, columns.get(i));
            }
            try (ResultSet refused = statement.executeQuery()) {
                return refused.next()
                        ? new Refused(refused.getString(1), refused.getString(2), refused.getLong(3))
                        : null;
            }
        }
    }

    private Array column(Connection connection, String type, Function<OutboxRow, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }
}
