package dev.tideline.bench;

import dev.tideline.bench.Contestant.Backlog;
import dev.tideline.testing.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A contender's database, with a schema of the same name, after which slots are called. Goes with the slots that read it. */
final class Database implements AutoCloseable {

    private final PostgresServer postgres;
    private final String name;
    private int laid;

    private Database(PostgresServer postgres, String name) {
        this.postgres = postgres;
        this.name = name;
    }

    static Database create(PostgresServer postgres, String name) {
        Database made = new Database(postgres, name);
        made.onServer("create database " + name, "alter database " + name + " set search_path = " + name);
        made.execute("create schema " + name);
        return made;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + postgres.port() + "/" + name;
    }

    /** From now on, what is written to the table is kept to be copied. */
    void keepSeeds(Backlog backlog) {
        execute("create table bench_seed as select * from " + backlog.written() + " with no data");
        execute("alter table bench_seed add column seed bigint generated always as identity primary key");
        execute("""
                create function bench_keep() returns trigger language plpgsql as $$ begin
                    insert into bench_seed select new.*; return new;
                end $$
                """);
        execute("create trigger bench_keep after insert on " + backlog.written()
                + " for each row execute function bench_keep()");
    }

    void seedsAreComplete(Backlog backlog) {
        execute("drop trigger bench_keep on " + backlog.written());
        execute("analyze bench_seed");
    }

    /** As many copies of the seeds. */
    void lay(Backlog backlog, int rows) {
        String columns = String.join(", ", columns(backlog.read()));
        String values = columns(backlog.read()).stream()
                .map(column -> backlog.changed().getOrDefault(column, "s." + column))
                .collect(Collectors.joining(", "));
        if (backlog.committedSingly()) {
            execute("set synchronous_commit = off", """
                    do $$ declare
                        seeds bigint := (select count(*) from bench_seed);
                        already bigint := (select count(*) from %1$s);
                        n bigint;
                    begin
                        for row in 0 .. %2$d - 1 loop
                            n := 1 + (already + row) / seeds;
                            insert into %1$s (%3$s) select %4$s from bench_seed s where s.seed = 1 + row %% seeds;
                            commit;
                        end loop;
                    end $$
                    """.formatted(backlog.read(), rows, columns, values));
        } else {
            execute("insert into %s (%s) select %s from bench_seed s, generate_series(%d, %d) n order by n, s.seed"
                    .formatted(backlog.read(), columns, values, 1 + laid, laid + Math.max(1, rows / Plan.SEEDS)));
            laid += Math.max(1, rows / Plan.SEEDS);
        }
    }

    private List<String> columns(String table) {
        return texts(
                "select column_name from information_schema.columns where table_schema = current_schema() and table_name = '"
                        + table + "' and is_identity = 'NO' and is_generated = 'NEVER' order by ordinal_position");
    }

    long count(String query) {
        return Long.parseLong(texts(query).getFirst());
    }

    List<String> texts(String query) {
        try (Connection connection = connect(jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(query + ": " + e.getMessage(), e);
        }
    }

    void execute(String... statements) {
        executeAt(jdbcUrl(), statements);
    }

    private void onServer(String... statements) {
        executeAt(postgres.jdbcUrl(), statements);
    }

    private static void executeAt(String url, String... statements) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }

    /** After its contender has ended: a walsender that is left is ended too. */
    @Override
    public void close() {
        onServer(
                "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots where active and database = '"
                        + name + "'",
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '" + name + "'",
                "drop database " + name + " with (force)");
    }
}
