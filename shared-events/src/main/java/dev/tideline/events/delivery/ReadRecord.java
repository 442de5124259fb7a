package dev.tideline.events.delivery;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.UnreadableEvent;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes an event of a record. The header spares parsing what nobody here waits for; a record without it has to be looked into. */
record ReadRecord(Handlers handlers, CloudEventsJson json) {

    Incoming read(ConsumerRecord<byte[], byte[]> record) {
        if (handlers.takeAll(record.topic())) {
            return readAttributes(record);
        }
        String type = Incoming.header(record, "ce_type");
        if (type != null && !handlers.handle(type)) {
            return new Incoming.Passing(record);
        }
        try {
            EventEnvelope<?> event = json.read(record.value());
            return handlers.handle(event.metadata().type())
                    ? new Incoming.Wanted(record, event)
                    : new Incoming.Passing(record);
        } catch (UnreadableEvent e) {
            return new Incoming.Unreadable(record, e);
        }
    }

    private Incoming readAttributes(ConsumerRecord<byte[], byte[]> record) {
        try {
            EventMetadata metadata = json.readMetadata(record.value());
            return new Incoming.Wanted(record, new EventEnvelope<>(metadata, new AsItCame(record.value())));
        } catch (UnreadableEvent e) {
            return new Incoming.Unreadable(record, e);
        }
    }

    /** What can be told of it, even where its data does not fit. */
    Optional<EventMetadata> metadata(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(json.readMetadata(record.value()));
        } catch (UnreadableEvent e) {
            return Optional.empty();
        }
    }

    /** Its type, by its header or else by what it says itself. */
    Optional<String> type(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(Incoming.header(record, "ce_type"))
                .or(() -> metadata(record).map(EventMetadata::type));
    }
}
