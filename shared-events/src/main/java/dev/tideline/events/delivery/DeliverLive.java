package dev.tideline.events.delivery;

import static java.util.stream.Collectors.toSet;

import dev.tideline.events.background.WorkThread;
import dev.tideline.events.delivery.Incoming.Unreadable;
import dev.tideline.events.delivery.Incoming.Wanted;
import dev.tideline.events.inbox.Arrival;
import dev.tideline.events.inbox.Inbox;
import dev.tideline.events.polling.Later;
import dev.tideline.events.polling.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles what a poll brought, in one transaction if it can. If that fails it is taken apart, in order, until the event that fails is
 * alone; that one is put aside, and its lane is closed behind it.
 */
final class DeliverLive implements Work {

    private static final Logger log = LoggerFactory.getLogger(DeliverLive.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int WHOLE = 1 << 20;
    private static final int CUT = 8;

    private final String consumer;
    private final ReadRecord read;
    private final Inbox inbox;
    private final Tenures tenures;
    private final Fences fences;
    private final AfterFailure afterFailure;
    private final Attempts attempts;
    private final Counts counts;

    /** In one transaction. Less after work was cut off: else what takes too long together would never get anywhere. */
    private volatile int largestPart = WHOLE;

    DeliverLive(
            String consumer,
            ReadRecord read,
            Inbox inbox,
            Tenures tenures,
            Fences fences,
            AfterFailure afterFailure,
            Attempts attempts,
            Counts counts) {
        this.consumer = consumer;
        this.read = read;
        this.inbox = inbox;
        this.tenures = tenures;
        this.fences = fences;
        this.afterFailure = afterFailure;
        this.attempts = attempts;
        this.counts = counts;
    }

    @Override
    public void assigned(Map<TopicPartition, Long> positions) {
        tenures.assigned(positions);
    }

    @Override
    public void gone(Collection<TopicPartition> partitions) {
        tenures.gone(partitions);
    }

    @Override
    public List<Later> work(List<ConsumerRecord<byte[], byte[]>> records) {
        Deque<List<Incoming>> left = new ArrayDeque<>();
        left.addAll(inParts(records.stream().map(read::read).toList()));
        try {
            while (!left.isEmpty()) {
                List<List<Incoming>> parts = deliver(left.element());
                left.pop();
                parts.reversed().forEach(left::push);
            }
            largestPart = Math.min(WHOLE, largestPart * 2);
            return List.of();
        } catch (Unavailable | Tenures.Over e) {
            if (WorkThread.isAskedToStop()) {
                largestPart = Math.max(1, Math.min(largestPart, records.size()) / CUT);
            }
            log.warn("Delivery to {} waits: {}", consumer, e.getMessage());
            counts.paused();
            return later(left);
        }
    }

    private List<List<Incoming>> inParts(List<Incoming> all) {
        List<List<Incoming>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += largestPart) {
            parts.add(all.subList(from, Math.min(all.size(), from + largestPart)));
        }
        return parts;
    }

    private static List<Later> later(Collection<List<Incoming>> left) {
        Map<TopicPartition, Later> first = new LinkedHashMap<>();
        for (List<Incoming> part : left) {
            for (Incoming each : part) {
                first.computeIfAbsent(
                        each.partition(), it -> new Later(it, each.record().offset(), PAUSE));
            }
        }
        return List.copyOf(first.values());
    }

    /** Returns what is left of it, in the parts that it is to be tried in. */
    private List<List<Incoming>> deliver(List<Incoming> batch) {
        try {
            if (tenures.lacks(partitions(batch))) {
                tenures.take(partitions(batch));
            }
            attempts.run(() -> accept(batch));
            return List.of();
        } catch (Unavailable | Tenures.Over e) {
            throw e;
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                log.debug("A batch of {} failed and is taken apart", batch.size(), e);
                return apart(batch, e);
            }
            putAside(batch.getFirst(), e);
            return List.of();
        }
    }

    private static List<List<Incoming>> apart(List<Incoming> batch, RuntimeException why) {
        int failed = why instanceof HandlerFailed known ? batch.indexOf(known.event()) : -1;
        int size = batch.size();
        List<List<Incoming>> parts = failed < 0
                ? List.of(batch.subList(0, size / 2), batch.subList(size / 2, size))
                : List.of(batch.subList(0, failed), batch.subList(failed, failed + 1), batch.subList(failed + 1, size));
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    /** The transaction: what is new is handled, or parked where its lane is closed. */
    private void accept(List<Incoming> batch) {
        Set<UUID> fresh = claim(batch);
        Set<Lane> closed = fences.closed(batch.stream()
                .filter(each -> !(each instanceof Incoming.Passing))
                .map(Incoming::lane)
                .toList());
        List<Wanted> open = new ArrayList<>(batch.size());
        List<Incoming> waiting = new ArrayList<>();
        int repeated = 0;
        for (Incoming each : batch) {
            switch (each) {
                case Wanted wanted when !fresh.remove(wanted.identity()) -> repeated++;
                case Wanted wanted when closed.contains(wanted.lane()) -> waiting.add(wanted);
                case Wanted wanted -> open.add(wanted);
                case Unreadable unreadable when closed.contains(unreadable.lane()) -> waiting.add(unreadable);
                case Unreadable unreadable
                when afterFailure.first(unreadable, unreadable.why()) -> closed.add(unreadable.lane());
                case Unreadable _, Incoming.Passing _ -> {}
            }
        }
        read.handlers().handle(open);
        fences.park(waiting);
        counts.handled(open.size());
        counts.repeated(repeated);
    }

    private Set<UUID> claim(List<Incoming> batch) {
        tenures.hold(partitions(batch));
        return inbox.claim(consumer, batch.stream().map(this::arrival).toList());
    }

    private static Set<TopicPartition> partitions(List<Incoming> batch) {
        return batch.stream().map(Incoming::partition).collect(toSet());
    }

    private Arrival arrival(Incoming incoming) {
        UUID id = incoming instanceof Wanted wanted ? wanted.identity() : null;
        Long number = incoming.record().key() == null ? null : incoming.version();
        if (number == null) {
            return new Arrival(id, null);
        }
        Lane lane = incoming.lane();
        return new Arrival(
                id, new Arrival.Version(lane.topic(), lane.name(), number, tenures.whole(incoming.partition())));
    }

    private void putAside(Incoming incoming, RuntimeException why) {
        attempts.run(() -> {
            Set<UUID> fresh = claim(List.of(incoming));
            boolean known = incoming instanceof Wanted wanted && !fresh.contains(wanted.identity());
            if (incoming instanceof Incoming.Passing || known) {
                return;
            }
            if (fences.closed(List.of(incoming.lane())).isEmpty()) {
                afterFailure.first(incoming, incoming instanceof Unreadable unreadable ? unreadable.why() : why);
            } else {
                fences.park(List.of(incoming));
            }
        });
    }
}
