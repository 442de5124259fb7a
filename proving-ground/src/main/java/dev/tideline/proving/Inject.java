package dev.tideline.proving;

import dev.tideline.proving.faults.Injection;
import dev.tideline.proving.network.TcpProxy;
import dev.tideline.proving.network.Weather;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Carries out a fault, and says how to mend it. */
final class Inject {

    /** An injected fault: who was hit, and what makes it good. */
    record Wound(String victim, Runnable mend) {}

    private static final String END_READER =
            "select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = ? and active_pid is not null";
    private static final String DROP_SLOT =
            "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ?";
    private static final Duration SLOW = Duration.ofMillis(40);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Arena arena;
    private final Meddler meddler;

    Inject(Arena arena, Meddler meddler) {
        this.arena = arena;
        this.meddler = meddler;
    }

    Wound inject(Injection injection) throws SQLException {
        int lot = injection.lot();
        return switch (injection.fault()) {
            case KILL_LEADER -> kill(leader(lot));
            case KILL_STANDBY -> kill(standby(lot));
            case KILL_READER -> kill(reader(lot));
            case FREEZE_LEADER -> freeze(leader(lot));
            case FREEZE_READER -> freeze(reader(lot));
            case ISOLATE_LEADER -> isolate(leader(lot));
            case ISOLATE_READER -> isolate(reader(lot));
            case READER_JOINS -> readerJoins();
            case KILL_BROKER -> kill(arena.broker());
            case BROKER_DOWN -> weather("Kafka", List.of(arena.kafka()), new Weather.Down());
            case BROKER_SILENT -> weather("Kafka", List.of(arena.kafka()), new Weather.Silent());
            case BROKER_SLOW -> weather("Kafka", List.of(arena.kafka()), new Weather.Slow(SLOW));
            case BROKER_CUT -> cut("Kafka", List.of(arena.kafka()));
            case KILL_POSTGRES -> endPostgres("KILL");
            case CRASH_POSTGRES -> endPostgres("QUIT");
            case POSTGRES_DOWN -> weather("Postgres", arena.databases(), new Weather.Down());
            case POSTGRES_SILENT -> weather("Postgres", arena.databases(), new Weather.Silent());
            case POSTGRES_SLOW -> weather("Postgres", arena.databases(), new Weather.Slow(SLOW));
            case POSTGRES_CUT -> cut("Postgres", arena.databases());
            case DROP_SLOT ->
                dropSlot(lot % 4 == 0 ? "users_outbox" : "todo_outbox", Duration.ofMillis(lot / 10 % 25 * 100L));
            case DUPLICATES -> once(meddler.sendAgain(lot));
            case POISON_BYTES -> once(meddler.sendPoison(lot));
        };
    }

    private Replica leader(int lot) {
        return arena.leader().filter(Replica::alive).orElseGet(() -> pick(arena.ledgers(), lot));
    }

    private Replica standby(int lot) {
        Replica leader = leader(lot);
        List<Replica> others = arena.ledgers().stream()
                .filter(each -> each != leader && each.alive())
                .toList();
        return others.isEmpty() ? leader : pick(others, lot);
    }

    private Replica reader(int lot) {
        return pick(arena.readers().stream().filter(Replica::alive).toList(), lot);
    }

    private static Replica pick(List<Replica> replicas, int lot) {
        if (replicas.isEmpty()) {
            throw new IllegalStateException("There is nobody to hit");
        }
        return replicas.get(lot % replicas.size());
    }

    private static Wound kill(Replica victim) {
        String name = victim.toString();
        victim.kill();
        return new Wound(name, victim::start);
    }

    private static Wound freeze(Replica victim) {
        victim.freeze();
        return new Wound(victim.toString(), victim::thaw);
    }

    private Wound isolate(Replica victim) {
        return weather(victim.toString(), List.of(arena.database(victim)), new Weather.Silent());
    }

    private Wound readerJoins() {
        Replica guest = arena.guest();
        guest.start();
        return new Wound(guest.toString(), guest::end);
    }

    private static Wound weather(String where, List<TcpProxy> proxies, Weather weather) {
        proxies.forEach(each -> each.weather(weather));
        return new Wound(where, () -> proxies.forEach(each -> each.weather(Weather.FAIR)));
    }

    private static Wound cut(String where, List<TcpProxy> proxies) {
        proxies.forEach(TcpProxy::cut);
        return once(where);
    }

    private Wound endPostgres(String signal) {
        ProcessHandle postmaster = arena.postgres().process();
        Replica.Signal.send(signal, postmaster);
        postmaster.onExit().join();
        return new Wound("postmaster " + postmaster.pid(), arena.postgres()::start);
    }

    /**
     * Ends the one that reads, and drops the slot a drawn while later: at once, or in the middle of the start of the next one, which has
     * found the slot where it should be.
     */
    private Wound dropSlot(String slot, Duration later) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = arena.postgres().connect()) {
            call(connection, END_READER, slot);
            LockSupport.parkNanos(later.toNanos());
            while (true) {
                try {
                    call(connection, DROP_SLOT, slot);
                    return once(slot + ", " + later.toMillis() + " ms after its reader");
                } catch (SQLException inUse) {
                    if (System.nanoTime() > deadline) {
                        throw inUse;
                    }
                    call(connection, END_READER, slot);
                }
            }
        }
    }

    private static void call(Connection connection, String sql, String slot) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, slot);
            statement.execute();
        }
    }

    private static Wound once(String victim) {
        return new Wound(victim, () -> {});
    }
}
