package dev.tideline.events.projection;

import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.store.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of builds, and the tables and views that belong to them. */
record Builds(JdbcClient jdbc) {

    private static final String SELECT =
            "select projection, build, state, epoch, sequence, handled, started_at, moved_at, note from projection_build ";

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

    Optional<Progress> active(String projection) {
        return jdbc.sql(SELECT + "where projection = ? and state = 'ACTIVE'")
                .param(projection)
                .query((row, _) -> progress(row))
                .optional();
    }

    /** To go on with, locked; empty while another instance is at it, or where it is gone. */
    Optional<Progress> take(Build build) {
        return jdbc.sql(SELECT + "where projection = ? and build = ? for update skip locked")
                .params(build.projection(), build.number())
                .query((row, _) -> progress(row))
                .optional();
    }

    /** Locked, once whoever is at it has ended its transaction. */
    List<Progress> lockAll(String projection) {
        return jdbc.sql(SELECT + "where projection = ? order by build for update")
                .param(projection)
                .query((row, _) -> progress(row))
                .list();
    }

    void moved(Build build, Position to, int events) {
        jdbc.sql("""
                        update projection_build set epoch = ?, sequence = ?, handled = handled + ?, moved_at = now()
                        where projection = ? and build = ?
                        """)
                .params(to.epoch(), to.sequence(), events, build.projection(), build.number())
                .update();
    }

    /** Makes the tables of a new build, and returns it. The caller holds the lock on the projection. */
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
        jdbc.sql("insert into projection_build (projection, build, state) values (?, ?, 'BUILDING')")
                .params(projection.name(), number)
                .update();
        audit(build, "begun", who);
        return build;
    }

    /** Has queries read that build. Those under way are waited for and those that come meanwhile wait, but not for longer than that. */
    void show(Projection projection, Build build) {
        jdbc.sql("set local lock_timeout = '500ms'").update();
        jdbc.sql("update projection_build set state = 'RETIRED', note = null where projection = ? and state = 'ACTIVE'")
                .param(projection.name())
                .update();
        for (String table : projection.tables()) {
            jdbc.sql("create or replace view %s as select * from %s".formatted(table, build.table(table)))
                    .update();
        }
        mark(build, State.ACTIVE, "");
    }

    void mark(Build build, State state, String note) {
        jdbc.sql("update projection_build set state = ?, note = ? where projection = ? and build = ?")
                .params(state.name(), note, build.projection(), build.number())
                .update();
    }

    /** Waits for queries that still read it, but not for long. */
    void drop(Projection projection, Build build) {
        jdbc.sql("set local lock_timeout = '500ms'").update();
        jdbc.sql("delete from projection_build where projection = ? and build = ?")
                .params(build.projection(), build.number())
                .update();
        for (String table : projection.tables()) {
            jdbc.sql("drop table " + build.table(table)).update();
        }
    }

    /** The same for the same rows, in whatever order they lie. */
    String checksum(Projection projection, Build build) {
        StringBuilder sums = new StringBuilder();
        for (String table : projection.tables()) {
            sums.append(jdbc.sql("select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from %s t"
                            .formatted(build.table(table)))
                    .query(String.class)
                    .single());
            sums.append(' ');
        }
        return sums.toString().strip();
    }

    /** Puts those who would change the builds of one projection in turn. */
    void lock(String projection) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || ?, 7))")
                .param(projection)
                .query(row -> {});
    }

    void audit(Build build, String what, String who) {
        jdbc.sql("insert into projection_audit (projection, build, what, who) values (?, ?, ?, ?)")
                .params(build.projection(), build.number(), what, who)
                .update();
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                new Build(row.getString("projection"), row.getInt("build")),
                State.valueOf(row.getString("state")),
                new Position(row.getLong("epoch"), row.getLong("sequence")),
                row.getLong("handled"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("moved_at", OffsetDateTime.class).toInstant(),
                row.getString("note"));
    }
}
