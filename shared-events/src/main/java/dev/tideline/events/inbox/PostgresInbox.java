package dev.tideline.events.inbox;

import dev.tideline.events.inbox.Arrival.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

final class PostgresInbox implements Inbox {

    private static final Logger log = LoggerFactory.getLogger(PostgresInbox.class);

    private final JdbcClient jdbc;
    private final Gaps gaps;
    private final Clock clock;
    private final Duration retention;

    PostgresInbox(JdbcClient jdbc, Gaps gaps, Clock clock, Duration retention) {
        this.jdbc = jdbc;
        this.gaps = gaps;
        this.clock = clock;
        this.retention = retention;
    }

    @Override
    public Set<UUID> claim(String consumer, List<Arrival> arrivals) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "Events are claimed in the transaction that writes their effects");
        }
        Set<UUID> fresh = claimIds(consumer, arrivals);
        Map<Place, Version> highest = highest(arrivals);
        if (!highest.isEmpty()) {
            Map<Place, Long> last = moveTo(consumer, highest);
            Set<UUID> met = new HashSet<>(); // what comes twice in one poll is neither late nor another event
            for (Arrival arrival : arrivals) {
                if (arrival.event() == null || met.add(arrival.event())) {
                    follow(consumer, arrival, last, fresh);
                }
            }
        }
        return fresh;
    }

    private Set<UUID> claimIds(String consumer, List<Arrival> arrivals) {
        // Sorted, so that two batches with the same events wait for each other and do not deadlock.
        UUID[] ids = arrivals.stream()
                .map(Arrival::event)
                .flatMap(Stream::ofNullable)
                .distinct()
                .sorted()
                .toArray(UUID[]::new);
        return jdbc.sql("""
                        insert into inbox (consumer, event_id) select :consumer, unnest(:ids)
                        on conflict do nothing returning event_id
                        """)
                .param("consumer", consumer)
                .param("ids", ids)
                .query((row, _) -> row.getObject(1, UUID.class))
                .set();
    }

    private static Map<Place, Version> highest(List<Arrival> arrivals) {
        Map<Place, Version> highest = new TreeMap<>();
        arrivals.stream()
                .map(Arrival::version)
                .flatMap(Stream::ofNullable)
                .forEach(version ->
                        highest.merge(Place.of(version), version, (a, b) -> a.number() < b.number() ? b : a));
        return highest;
    }

    /**
     * Returns how far the aggregates had come before. The insert finds each by the index, however the statement was planned while the
     * table was small.
     */
    private Map<Place, Long> moveTo(String consumer, Map<Place, Version> highest) {
        Map<Place, Long> before = new HashMap<>();
        jdbc.sql("""
                        insert into inbox_version as at (consumer, topic, lane, version)
                        select :consumer, topic, lane, version from unnest(:topics, :lanes, :versions) as given (topic, lane, version)
                        on conflict (consumer, topic, lane) do update set version = greatest(at.version, excluded.version)
                        returning at.topic, at.lane, old.version
                        """)
                .param("consumer", consumer)
                .param("topics", highest.keySet().stream().map(Place::topic).toArray(String[]::new))
                .param("lanes", highest.keySet().stream().map(Place::lane).toArray(String[]::new))
                .param(
                        "versions",
                        highest.values().stream().map(Version::number).toArray(Long[]::new))
                .query(row -> {
                    long version = row.getLong(3);
                    if (!row.wasNull()) {
                        before.put(new Place(row.getString(1), row.getString(2)), version);
                    }
                });
        return before;
    }

    private void follow(String consumer, Arrival arrival, Map<Place, Long> last, Set<UUID> fresh) {
        Version version = arrival.version();
        if (version == null) {
            return;
        }
        Long known = last.get(Place.of(version));
        long before = known != null ? known : version.whole() ? 0 : version.number() - 1;
        if (version.number() > before) {
            if (version.number() > before + 1) {
                gaps.open(consumer, version, before + 1);
            }
            last.put(Place.of(version), version.number());
        } else if (arrival.event() == null || fresh.contains(arrival.event())) {
            comesLate(consumer, version, arrival.event(), fresh);
        }
    }

    /** Its aggregate is past it already. Young ids are all known, so a young one that is not was never here; an old one may have been. */
    private void comesLate(String consumer, Version version, @Nullable UUID event, Set<UUID> fresh) {
        if (gaps.close(consumer, version) || event == null) {
            return;
        }
        if (remembered(event)) {
            gaps.repeated(consumer, version, event);
        } else {
            log.debug(
                    "{} takes {} for one that it handled long ago: version {} of {} is past",
                    consumer,
                    event,
                    version.number(),
                    version.lane());
            fresh.remove(event);
        }
    }

    private boolean remembered(UUID event) {
        return event.version() == 7
                && Instant.ofEpochMilli(event.getMostSignificantBits() >>> 16)
                        .isAfter(clock.instant().minus(retention));
    }

    /** An aggregate on its topic; sorted, for the same reason as the ids. */
    private record Place(String topic, String lane) implements Comparable<Place> {

        static Place of(Version version) {
            return new Place(version.topic(), version.lane());
        }

        @Override
        public int compareTo(Place other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic != 0 ? byTopic : lane.compareTo(other.lane);
        }
    }
}
