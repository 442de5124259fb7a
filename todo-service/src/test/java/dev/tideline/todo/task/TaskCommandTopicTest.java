package dev.tideline.todo.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.ReplyTopic;
import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.servers.WithServers;
import dev.tideline.todo.task.TaskCommand.CompleteTask;
import dev.tideline.todo.task.TaskCommand.CreateTask;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;

/** Commands over their topic, in transactions of JPA, which have no savepoints. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
class TaskCommandTopicTest {

    private static final int MANY = 12;
    private static final ReplyTopic REPLIES = new ReplyTopic("todos.desk.replies.v1");

    private final EventContext owner =
            new EventContext(null, null, "acme", UUID.randomUUID().toString(), null, null);
    private final CreateTask create = new CreateTask(UUID.randomUUID(), "Buy milk", null, null);

    @Autowired
    private Envelopes envelopes;

    @Autowired
    private CloudEventsJson cloudEvents;

    @Test
    void commandsAreCarriedOutOrRejectedEachForItself() {
        Topic.named(REPLIES.name()).create(1);
        String made = send(owner, create);
        String again = send(owner, create);
        String invalid = send(owner, new CreateTask(create.taskId(), " ", null, null));
        String missing = send(owner, new CompleteTask(UUID.randomUUID()));
        String done = send(owner, new CompleteTask(create.taskId()));
        String anonymous =
                send(new EventContext(null, null, null, null, null, null), new CompleteTask(create.taskId()));
        assertThat(reply(made)).contains("tideline.command.accepted", "Buy milk");
        assertThat(reply(again)).contains("tideline.command.rejected", "CONFLICT");
        assertThat(reply(invalid)).contains("tideline.command.rejected", "INVALID", "title");
        assertThat(reply(missing)).contains("tideline.command.rejected", "NOT_FOUND");
        assertThat(reply(done)).contains("tideline.command.accepted", "DONE");
        assertThat(reply(anonymous)).contains("tideline.command.rejected");
        assertThat(Topic.named("todos.task.v1").key("task:" + create.taskId(), 2))
                .hasSize(2);
    }

    /** In one batch they are of one transaction, and each row is its own tenant's all the same. */
    @Test
    void commandsOfSeveralTenantsAtOnceStayApart() {
        Topic.named(REPLIES.name()).create(1);
        List<String> accepted = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            CreateTask each = new CreateTask(UUID.randomUUID(), "Task " + i, null, null);
            EventContext of = new EventContext(null, null, "tenant-" + i % 3, owner.user(), null, null);
            EventContext other = new EventContext(null, null, "tenant-" + (i + 1) % 3, owner.user(), null, null);
            accepted.add(send(of, each));
            elsewhere.add(send(other, new CompleteTask(each.taskId())));
            accepted.add(send(of, new CompleteTask(each.taskId())));
        }
        assertThat(accepted).allSatisfy(id -> assertThat(reply(id)).contains("tideline.command.accepted"));
        assertThat(elsewhere).allSatisfy(id -> assertThat(reply(id)).contains("NOT_FOUND"));
    }

    private String send(EventContext sender, TaskCommand command) {
        EventEnvelope<TaskCommand> message = sender.call(() -> REPLIES.on(envelopes.wrap(command)));
        Topic.named("todos.commands.v1").send(message.metadata().partitionKey(), cloudEvents.write(message));
        return message.metadata().id();
    }

    private static String reply(String command) {
        return new String(
                Topic.named(REPLIES.name())
                        .until(1, record -> new String(record.value(), UTF_8).contains(command))
                        .getFirst()
                        .value(),
                UTF_8);
    }
}
