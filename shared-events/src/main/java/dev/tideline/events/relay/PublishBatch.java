package dev.tideline.events.relay;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Publishes what the engine read, and confirms it only then. If that fails the whole batch stays unconfirmed and the engine ends.
 *
 * @param rows the topic under which the engine hands over rows of the outbox; heartbeats and other messages come under others
 */
record PublishBatch(Publisher publisher, String rows)
        implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> batch,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        publisher.publish(batch.stream()
                .map(RecordChangeEvent::record)
                .filter(this::isRow)
                .map(change -> OutboxRow.of(((Struct) change.value()).getStruct("after")))
                .toList());
        for (RecordChangeEvent<SourceRecord> change : batch) {
            committer.markProcessed(change);
        }
        committer.markBatchFinished();
    }

    private boolean isRow(SourceRecord change) {
        boolean ours = rows.equals(change.topic());
        if (!ours
                && !change.topic().startsWith("__debezium-heartbeat")
                && !change.topic().endsWith(".message")) {
            throw new IllegalStateException("The log tells of " + change.topic() + ", which is not the outbox");
        }
        return ours;
    }
}
