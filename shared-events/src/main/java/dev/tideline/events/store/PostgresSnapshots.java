package dev.tideline.events.store;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

record PostgresSnapshots(JdbcClient jdbc) implements Snapshots {

    @Override
    public void keep(Snapshot snapshot) {
        jdbc.sql("""
                        insert into event_snapshot as kept (stream_type, stream_id, schema, version, state)
                        values (?, ?, ?, ?, ?)
                        on conflict (stream_type, stream_id, schema) do update
                        set version = excluded.version, state = excluded.state, taken_at = now()
                        where kept.version < excluded.version
                        """)
                .params(
                        snapshot.stream().type(),
                        snapshot.stream().id(),
                        snapshot.schema(),
                        snapshot.version(),
                        snapshot.state())
                .update();
    }

    @Override
    public Optional<Snapshot> find(StreamId stream, String schema) {
        return jdbc.sql(
                        "select version, state from event_snapshot where stream_type = ? and stream_id = ? and schema = ?")
                .params(stream.type(), stream.id(), schema)
                .query((row, _) -> new Snapshot(stream, schema, row.getLong("version"), row.getString("state")))
                .optional();
    }
}
