package dev.tideline.events.projection;

import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.store.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of builds, and the tables and views that belong to them. Its locks are given back with the transaction. */
record Builds(JdbcClient jdbc) {

    private static final String SELECT =
            "select projection, build, version, state, epoch, sequence, handled, started_at, moved_at, note from projection_build ";

    private static final String REPAIRS =
            "select projection, stream_type, after_id, streams, asked_at from projection_repair ";

    private static final String COLUMNS_OF =
            "select string_agg(attname || ' ' || format_type(atttypid, atttypmod), ',' order by attnum) from pg_attribute"
                    + " where attrelid = to_regclass(?) and attnum > 0 and not attisdropped";

    List<Progress> all() {
        return jdbc.sql(SELECT + "order by projection, build")
                .query((row, _) -> progress(row))
                .list();
    }

    List<Progress> of(String projection) {
        return jdbc.sql(SELECT + "where projection = ? order by build")
                .param(projection)
                .query((row, _) -> progress(row))
                .list();
    }

    /** For who changes which builds there are. */
    void lock(String projection) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || ?, 7))")
                .param(projection)
                .query(row -> {});
    }

    /** For who moves a build on; false while somebody else does. */
    boolean tryLock(Build build) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(current_schema() || '.' || ?, ?))")
                .params(build.projection(), 1_000 + build.number())
                .query(Boolean.class)
                .single();
    }

    void moved(Build build, Position to, int events) {
        jdbc.sql("""
                        update projection_build set epoch = ?, sequence = ?, handled = handled + ?, moved_at = now()
                        where projection = ? and build = ?
                        """)
                .params(to.epoch(), to.sequence(), events, build.projection(), build.number())
                .update();
    }

    /** Makes the tables of a new build. The caller has the lock on the projection. */
    Build add(Projection projection, String who) {
        int number = jdbc.sql("select coalesce(max(build), 0) + 1 from projection_audit where projection = ?")
                .param(projection.name())
                .query(Integer.class)
                .single();
        Build build = new Build(projection.name(), number);
        for (String table : projection.tables()) {
            jdbc.sql("create table %s (like %s_shape including all)".formatted(build.table(table), table))
                    .update();
        }
        projection.prepare(build);
        jdbc.sql("insert into projection_build (projection, build, version, state) values (?, ?, ?, 'BUILDING')")
                .params(projection.name(), number, projection.version())
                .update();
        audit(build, "begun", who);
        return build;
    }

    /**
     * Has queries read that build. Those under way are waited for, and those that come meanwhile wait too: not for long, then it fails. The
     * caller has the lock on the projection.
     */
    void show(Projection projection, Build build) {
        shortly();
        jdbc.sql("update projection_build set state = 'RETIRED', note = null where projection = ? and state = 'ACTIVE'")
                .param(projection.name())
                .update();
        for (String table : projection.tables()) {
            if (!columns(table).equals(columns(build.table(table)))) {
                jdbc.sql("drop view if exists " + table).update();
            }
            jdbc.sql("create or replace view %s as select * from %s".formatted(table, build.table(table)))
                    .update();
        }
        mark(build, State.ACTIVE, "");
    }

    private String columns(String table) {
        return jdbc.sql("select coalesce((" + COLUMNS_OF + "), '')")
                .param(table)
                .query(String.class)
                .single();
    }

    void mark(Build build, State state, String note) {
        jdbc.sql("update projection_build set state = ?, note = nullif(?, '') where projection = ? and build = ?")
                .params(state.name(), note, build.projection(), build.number())
                .update();
    }

    /** Waits for queries that still read it, but not for long. The caller has the lock on the projection. */
    void drop(Projection projection, Build build) {
        shortly();
        int there = jdbc.sql("delete from projection_build where projection = ? and build = ?")
                .params(build.projection(), build.number())
                .update();
        if (there == 1) {
            for (String table : projection.tables()) {
                jdbc.sql("drop table if exists " + build.table(table)).update();
            }
        }
    }

    private void shortly() {
        jdbc.sql("set local lock_timeout = '50ms'").update();
    }

    void beginRepair(String projection, String streamType) {
        jdbc.sql("""
                        insert into projection_repair (projection, stream_type) values (?, ?)
                        on conflict (projection, stream_type) do update set after_id = '', streams = 0, asked_at = now()
                        """).params(projection, streamType).update();
    }

    List<Repair> repairs() {
        return jdbc.sql(REPAIRS + "order by projection, stream_type")
                .query((row, _) -> repair(row))
                .list();
    }

    /** One that nobody else is at; it is ours to the end of the transaction. */
    Optional<Repair> takeRepair(String projection) {
        return jdbc.sql(REPAIRS + "where projection = ? order by asked_at limit 1 for update skip locked")
                .param(projection)
                .query((row, _) -> repair(row))
                .optional();
    }

    void repaired(Repair repair, String upToId, int streams) {
        jdbc.sql(
                        "update projection_repair set after_id = ?, streams = streams + ? where projection = ? and stream_type = ?")
                .params(upToId, streams, repair.projection(), repair.streamType())
                .update();
    }

    void endRepair(Repair repair) {
        jdbc.sql("delete from projection_repair where projection = ? and stream_type = ?")
                .params(repair.projection(), repair.streamType())
                .update();
    }

    private static Repair repair(ResultSet row) throws SQLException {
        return new Repair(
                row.getString("projection"),
                row.getString("stream_type"),
                row.getString("after_id"),
                row.getLong("streams"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant());
    }

    /** The same for the same rows, in whatever order they lie. */
    String checksum(Projection projection, Build build) {
        StringBuilder sums = new StringBuilder();
        for (String table : projection.tables()) {
            sums.append(jdbc.sql("""
                            select count(*) || ':' || coalesce(sum(hashtextextended(compared::text, 0)::numeric), 0)
                            from (select %s from %s) compared
                            """.formatted(projection.compared(table), build.table(table)))
                    .query(String.class)
                    .single());
            sums.append(' ');
        }
        return sums.toString().strip();
    }

    void analyze(Projection projection, Build build) {
        projection
                .tables()
                .forEach(table -> jdbc.sql("analyze " + build.table(table)).update());
    }

    void audit(Build build, String what, String who) {
        jdbc.sql("insert into projection_audit (projection, build, what, who) values (?, ?, ?, ?)")
                .params(build.projection(), build.number(), what, who)
                .update();
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                new Build(row.getString("projection"), row.getInt("build")),
                row.getInt("version"),
                State.valueOf(row.getString("state")),
                new Position(row.getLong("epoch"), row.getLong("sequence")),
                row.getLong("handled"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("moved_at", OffsetDateTime.class).toInstant(),
                row.getString("note"));
    }
}
