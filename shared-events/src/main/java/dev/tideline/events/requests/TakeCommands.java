package dev.tideline.events.requests;

import dev.tideline.events.Command;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.ReplyTopic;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.cqrs.NotUndone;
import dev.tideline.events.cqrs.Outcome;
import dev.tideline.events.cqrs.Outcome.Rejected;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.events.delivery.Instead;
import dev.tideline.events.delivery.NotRetryable;
import dev.tideline.events.delivery.Receiver;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.events.requests.ReadRequest.Fit;
import dev.tideline.events.requests.ReadRequest.Unfit;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Hands commands to the bus, the message's id for the command's, and publishes what came of each where its sender wants to know it: all in the
 * transaction that marks the message as handled. What is no command that can be carried out here is rejected; where there is nobody to be told
 * so, it is a dead letter.
 */
final class TakeCommands implements Receiver {

    private static final String UNFIT = "A value is out of range or has characters that cannot be stored.";

    private final ReadRequest<Command> read;
    private final CommandBus bus;
    private final Outbox outbox;
    private final Compose compose;
    private final ReplyTopics topics;

    TakeCommands(ReadRequest<Command> read, CommandBus bus, Outbox outbox, Compose compose, ReplyTopics topics) {
        this.read = read;
        this.bus = bus;
        this.outbox = outbox;
        this.compose = compose;
        this.topics = topics;
    }

    @Override
    public Set<String> topics() {
        return read.topics();
    }

    @Override
    public boolean knows(String type) {
        return read.handles(type);
    }

    @Override
    public void receive(EventMetadata message, byte[] bytes) {
        Optional<ReplyTopic> sender = sender(message);
        Optional<CommandId> id = id(message);
        if (id.isEmpty()) {
            reject(message, sender, new Unfit<>("Its id does not do for a command."));
            return;
        }
        switch (read.read(message, bytes)) {
            case Fit<Command>(Command command) -> carryOut(message, sender, id.get(), command);
            case Unfit<Command> unfit -> reject(message, sender, unfit);
        }
    }

    private Optional<ReplyTopic> sender(EventMetadata message) {
        Optional<ReplyTopic> topic;
        try {
            topic = ReplyTopic.of(message);
        } catch (IllegalArgumentException hostile) {
            throw new NotRetryable(String.valueOf(hostile.getMessage()), hostile);
        }
        if (topic.isPresent() && !topics.exists(topic.get())) {
            throw new NotRetryable("There is no topic " + topic.get().name() + " for the answer");
        }
        return topic;
    }

    private static Optional<CommandId> id(EventMetadata message) {
        try {
            return Optional.of(new CommandId(message.id()));
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
        }
    }

    private void carryOut(EventMetadata message, Optional<ReplyTopic> sender, CommandId id, Command command) {
        Outcome<?> outcome;
        try {
            outcome = bus.send(id, command);
        } catch (NotUndone e) {
            throw new Instead(
                    String.valueOf(e.getMessage()),
                    () -> EventContext.causedBy(message).call(() -> {
                        tell(message, sender, e.note());
                        return null;
                    }));
        } catch (DataIntegrityViolationException e) {
            if (!cannotBeStored(e)) {
                throw e;
            }
            if (sender.isEmpty()) {
                throw new NotRetryable(UNFIT, e);
            }
            throw new Instead(UNFIT, () -> reject(message, sender, new Unfit<>(UNFIT)));
        }
        tell(message, sender, outcome);
    }

    /** What passed validation but the database cannot hold: a NUL in a text, a year beyond its calendar. */
    private static boolean cannotBeStored(DataIntegrityViolationException e) {
        return e.getRootCause() instanceof SQLException sql
                && String.valueOf(sql.getSQLState()).startsWith("22");
    }

    private void reject(EventMetadata message, Optional<ReplyTopic> sender, Unfit<Command> unfit) {
        if (sender.isEmpty()) {
            throw new NotRetryable(unfit.detail() + " It names no topic for the answer");
        }
        tell(message, sender, new Rejected<>(Reason.INVALID, unfit.detail(), unfit.fields()));
    }

    private void tell(EventMetadata message, Optional<ReplyTopic> sender, Outcome<?> outcome) {
        sender.ifPresent(topic -> outbox.append(compose.answer(topic, message, Reply.of(message.type(), outcome))));
    }
}
