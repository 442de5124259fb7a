package dev.tideline.events.store;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

record PostgresSnapshots(JdbcClient jdbc) implements Snapshots {

    @Override
    public void keep(Snapshot snapshot) {
        jdbc.sql("""
                        insert into event_snapshot as kept (stream_type, stream_id, version, schema, state)
                        values (:type, :id, :version, :schema, cast(:state as jsonb))
                        on conflict (stream_type, stream_id) do update
                        set version = excluded.version, schema = excluded.schema, state = excluded.state, taken_at = now()
                        where (kept.schema, kept.version) < (excluded.schema, excluded.version)
                        """)
                .param("type", snapshot.stream().type())
                .param("id", snapshot.stream().id())
                .param("version", snapshot.version())
                .param("schema", snapshot.schema())
                .param("state", snapshot.state())
                .update();
    }

    @Override
    public Optional<Snapshot> find(StreamId stream, int schema) {
        return jdbc.sql("""
                        select version, state::text as state from event_snapshot
                        where stream_type = :type and stream_id = :id and schema = :schema
                        """)
                .param("type", stream.type())
                .param("id", stream.id())
                .param("schema", schema)
                .query((row, _) -> new Snapshot(stream, row.getLong("version"), schema, row.getString("state")))
                .optional();
    }
}
