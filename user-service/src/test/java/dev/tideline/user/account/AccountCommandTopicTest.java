package dev.tideline.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.ReplyTopic;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.security.Roles;
import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.servers.WithServers;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that come over their topic: what a message says of its sender counts, and it says nothing of roles. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithServers
class AccountCommandTopicTest {

    private static final Topic COMMANDS = Topic.named("users.commands.v1");
    private static final ReplyTopic REPLIES = new ReplyTopic("accounts.test.replies.v1");
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private CommandBus bus;

    @Autowired
    private Envelopes envelopes;

    @Autowired
    private CloudEventsJson cloudEvents;

    private final String tenant = UUID.randomUUID().toString();
    private final UUID ada = UuidCreator.getTimeOrderedEpoch();
    private final EventContext operator =
            new EventContext(null, null, tenant, UUID.randomUUID().toString(), Set.of(Roles.OPERATOR), null, null);

    @BeforeEach
    void registerAda() {
        COMMANDS.create(3);
        Topic.named(REPLIES.name()).create(1);
        operator.call(() -> bus.send(CommandId.fresh(), new RegisterAccount(ada, "ada@example.com", "Ada")));
    }

    @Test
    void whoIsAnOperatorOverRestIsNoneHere() {
        UUID eve = UuidCreator.getTimeOrderedEpoch();
        assertThat(reason(send(operator, new RegisterAccount(eve, "eve@example.com", "Eve"))))
                .isEqualTo("FORBIDDEN");
        assertThat(reason(send(operator, new DeactivateAccount(ada)))).isEqualTo("FORBIDDEN");
    }

    @Test
    void accountIsItsOwnersWithinItsTenant() {
        RenameAccount rename = new RenameAccount(ada, "Ada L.");
        assertThat(reason(send(user(tenant, UUID.randomUUID()), rename))).isEqualTo("FORBIDDEN");
        assertThat(reason(send(user("elsewhere", ada), rename))).isEqualTo("NOT_FOUND");
        assertThat(send(user(tenant, ada), rename).path("type").asString()).isEqualTo("tideline.command.accepted");
    }

    private static EventContext user(String tenant, UUID account) {
        return new EventContext(null, null, tenant, account.toString(), null, null);
    }

    private static String reason(JsonNode reply) {
        return reply.path("data").path("reason").asString();
    }

    /** Returns the reply. */
    private JsonNode send(EventContext sender, AccountCommand command) {
        EventEnvelope<AccountCommand> envelope = sender.call(() -> REPLIES.on(envelopes.wrap(command)));
        COMMANDS.send(envelope.metadata().partitionKey(), cloudEvents.write(envelope));
        return Topic.named(REPLIES.name())
                .until(
                        1,
                        record -> envelope.metadata()
                                .id()
                                .equals(json(record).path("causationid").asString()))
                .stream()
                .map(AccountCommandTopicTest::json)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) {
        return JSON.readTree(record.value());
    }
}
