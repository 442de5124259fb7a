package dev.tideline.events.outbox;

import static java.util.Objects.requireNonNull;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;

/** Collects rows during the transaction and writes them in one batch before it commits: round trips cost more than rows. */
final class PostgresOutbox implements Outbox {

    private static final Logger log = LoggerFactory.getLogger(PostgresOutbox.class);

    private final OutboxTable table;
    private final Delayed delayed;
    private final Envelopes envelopes;
    private final EventCatalogue catalogue;
    private final CloudEventsJson json;
    private final DataSize maxPayload;

    PostgresOutbox(
            OutboxTable table,
            Delayed delayed,
            Envelopes envelopes,
            EventCatalogue catalogue,
            CloudEventsJson json,
            DataSize maxPayload) {
        this.table = table;
        this.delayed = delayed;
        this.envelopes = envelopes;
        this.catalogue = catalogue;
        this.json = json;
        this.maxPayload = maxPayload;
    }

    @Override
    public void append(DomainEvent event, long aggregateVersion) {
        append(envelopes.wrap(event, aggregateVersion));
    }

    @Override
    public void append(List<? extends DomainEvent> events, long firstVersion) {
        long version = firstVersion;
        for (DomainEvent event : events) {
            append(event, version++);
        }
    }

    @Override
    public void append(Message message) {
        append(envelopes.wrap(message));
    }

    @Override
    public void append(EventEnvelope<? extends Message> envelope) {
        EventMetadata event = envelope.metadata();
        requireTransaction(name(event));
        if (event.notBefore() == null) {
            collected().add(row(envelope));
        } else {
            delay(envelope, event.notBefore());
        }
    }

    @Override
    public Prepared prepare(List<? extends EventEnvelope<? extends DomainEvent>> envelopes) {
        envelopes.forEach(each -> requireTransaction(name(each.metadata())));
        Rows collected = collected();
        collected.requireOpen();
        List<OutboxRow> rows = envelopes.stream().map(this::row).toList();
        return new Prepared() {
            @Override
            public List<byte[]> payloads() {
                return rows.stream().map(row -> requireNonNull(row.payload())).toList();
            }

            @Override
            public void append() {
                rows.forEach(collected::add);
            }
        };
    }

    @Override
    public UUID append(Message message, Instant notBefore) {
        EventEnvelope<Message> envelope = envelopes.wrap(message, notBefore);
        append(envelope);
        return envelope.metadata().identity();
    }

    private void delay(EventEnvelope<? extends Message> envelope, Instant due) {
        if (envelope.metadata().aggregateVersion() != null) {
            throw new IllegalArgumentException(name(envelope.metadata())
                    + " has an aggregate version and a time not to be delivered before; held back, it would leave a gap in the"
                    + " versions that consumers take for a loss. Delay a command or an event without version instead");
        }
        delayed.insert(row(envelope), due);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                delayed.changed();
            }
        });
    }

    @Override
    public boolean cancel(UUID id) {
        requireTransaction("Cancelling " + id);
        return delayed.delete(id);
    }

    @Override
    public UUID append(RawMessage message) {
        requireTransaction(name(message));
        collected().add(row(message));
        return message.id();
    }

    private static String name(EventMetadata event) {
        return "Event " + event.type() + " of " + event.subject();
    }

    private static String name(RawMessage message) {
        return "Message for " + message.topic() + " with key " + message.key();
    }

    private static void requireTransaction(String what) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalTransactionStateException(
                    what + " outside a read-write transaction; it has to commit together with the change it tells of");
        }
    }

    private OutboxRow row(EventEnvelope<? extends Message> envelope) {
        EventMetadata event = envelope.metadata();
        byte[] payload = json.write(envelope);
        requireFit(name(event), payload);
        return new OutboxRow(
                event.identity(),
                event.aggregateType() == null ? event.type() : event.aggregateType(),
                event.subject() == null ? event.id() : event.subject(),
                event.aggregateVersion(),
                event.type(),
                catalogue.entryOf(envelope.payload().getClass()).topic(),
                event.partitionKey(),
                event.traceparent(),
                payload,
                null,
                null);
    }

    private OutboxRow row(RawMessage message) {
        if (message.payload() != null) {
            requireFit(name(message), message.payload());
        }
        return new OutboxRow(
                message.id(),
                "raw",
                message.key(),
                null,
                message.headers().getOrDefault("ce_type", "raw"),
                message.topic(),
                message.key(),
                null,
                message.payload(),
                Headers.only(message.headers()),
                message.partition());
    }

    private void requireFit(String what, byte[] payload) {
        if (payload.length > maxPayload.toBytes()) {
            throw new IllegalArgumentException(what + " has " + payload.length
                    + " bytes; tideline.outbox.max-payload allows " + maxPayload.toBytes());
        }
    }

    /** A transaction has begun. Whoever appends for the first time while it commits is in time only if it is known from here on. */
    void begun() {
        boolean nested = TransactionSynchronizationManager.hasResource(this);
        if (TransactionSynchronizationManager.isSynchronizationActive() && !nested) {
            collect();
        }
    }

    private Rows collected() {
        Rows rows = (Rows) TransactionSynchronizationManager.getResource(this);
        return rows == null ? collect() : rows;
    }

    private Rows collect() {
        Rows rows = new Rows();
        TransactionSynchronizationManager.registerSynchronization(rows);
        TransactionSynchronizationManager.bindResource(this, rows);
        return rows;
    }

    /** The rows of one transaction. Once written, what another callback still appends before the commit goes straight to the table. */
    private final class Rows implements TransactionSynchronization {

        private final List<OutboxRow> waiting = new ArrayList<>();
        private final Map<Object, Integer> savepoints = new HashMap<>();
        private boolean written;
        private boolean committed;

        void requireOpen() {
            if (committed) {
                throw new IllegalTransactionStateException(
                        "The transaction has committed; an event appended now needs a new one");
            }
        }

        void add(OutboxRow row) {
            requireOpen();
            waiting.add(row);
            if (written) {
                write();
            }
        }

        private void write() {
            if (!waiting.isEmpty()) {
                table.insert(waiting);
                waiting.clear();
            }
        }

        @Override
        public void savepoint(Object savepoint) {
            savepoints.put(savepoint, waiting.size());
        }

        @Override
        public void savepointRollback(Object savepoint) {
            waiting.subList(savepoints.getOrDefault(savepoint, 0), waiting.size())
                    .clear();
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            written = true;
            write();
        }

        @Override
        public void afterCommit() {
            committed = true;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(PostgresOutbox.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(PostgresOutbox.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(PostgresOutbox.this);
            if (status == STATUS_COMMITTED && !waiting.isEmpty()) {
                // Nobody told us of the transaction's begin, and the first append came when Spring no longer asks
                // anybody; all that is left is to say so.
                log.error(
                        "{} events were appended for the first time while their transaction committed or later, and are lost",
                        waiting.size());
            }
        }
    }
}
