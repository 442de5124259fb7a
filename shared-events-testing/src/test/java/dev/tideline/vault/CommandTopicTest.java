package dev.tideline.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Command;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.ReplyTopic;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.cqrs.Outcome.Accepted;
import dev.tideline.events.delivery.Replay;
import dev.tideline.events.store.Position;
import dev.tideline.testing.servers.Topic;
import dev.tideline.vault.Vault.Account;
import dev.tideline.vault.Vault.Accounts;
import dev.tideline.vault.Vault.Close;
import dev.tideline.vault.Vault.Open;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

class CommandTopicTest extends VaultTest {

    private static final int ATTEMPTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ReplyTopic REPLIES = new ReplyTopic("vault.desk.replies.v1");
    private static final Topic COMMANDS = Topic.named("vault.commands.v1");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Autowired
    private CommandBus bus;

    @Autowired
    private Envelopes envelopes;

    @Autowired
    private CloudEventsJson cloudEvents;

    @Autowired
    private Replay replay;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void topics() {
        COMMANDS.create(3);
        Topic.named(REPLIES.name()).create(1);
    }

    @Test
    void commandMeetsTheSameHandlerByTopicAsByBus() {
        JsonNode reply = reply(send(ADA, open));
        assertThat(reply.path("type").asString()).isEqualTo("tideline.command.accepted");
        assertThat(reply.path("data").path("command").asString()).isEqualTo("vault.account.open.command");
        assertThat(JSON.treeToValue(reply.path("data").path("answer"), Account.class))
                .isEqualTo(opened);
        assertThat(Position.parse(reply.path("data").path("position").asString()))
                .isGreaterThan(Position.START);
        assertThat(reply.path("tenantid").asString()).isEqualTo("acme");
        assertThat(reply.path("subject").asString()).isEqualTo(account);

        assertThat(ADA.call(
                        () -> bus.send(new CommandId(reply.path("causationid").asString()), open, Account.class)))
                .isEqualTo(new Accepted<>(
                        opened,
                        Position.parse(reply.path("data").path("position").asString())));
        assertThat(accounts.calls).containsEntry(account, 1);
    }

    @Test
    void invalidCommandIsRejectedFieldByField() {
        JsonNode reply = reply(send(ADA, new Open(account, " ", new BigDecimal("-1"))));
        assertRejected(reply, "INVALID", "Some fields are not valid.");
        assertThat(reply.path("data")
                        .path("fields")
                        .valueStream()
                        .map(each -> each.path("field").asString()))
                .containsExactly("balance", "owner");
        assertThat(accounts.calls).doesNotContainKey(account);
    }

    @Test
    void anonymousCommandIsRejectedWhereARuleWantsToKnowItsSender() {
        assertRejected(
                reply(send(new EventContext(null, null, null, "ada", null, null), new Close(account))),
                "FORBIDDEN",
                "This takes a user and a tenant.");
        assertRejected(reply(send(ADA, new Close(account))), "NOT_FOUND", "There is no such account.");
    }

    @Test
    void rejectedCommandLeavesNothingButItsOutcome() {
        assertRejected(
                reply(send(ADA, new Open(account, Accounts.MALLORY, BigDecimal.ONE))), "CONFLICT", "Not for you.");
        assertThat(published("vault.account.opened")).isZero();
        assertThat(logged("rejected")).isOne();
        assertThat(reply(send(ADA, open)).path("type").asString()).isEqualTo("tideline.command.accepted");
    }

    @Test
    void ofManyInOnePollEachHasItsOwnOutcome() {
        List<String> sent = List.of(
                send(ADA, new Open(account, Accounts.MALLORY, BigDecimal.ONE)),
                send(ADA, new Open(account, "", BigDecimal.ONE)),
                send(ADA, open),
                send(ADA, open),
                send(ADA, new Close(account)));
        assertThat(sent.stream()
                        .map(this::reply)
                        .map(each -> each.path("data").path("reason").asString("ACCEPTED")))
                .containsExactly("CONFLICT", "INVALID", "ACCEPTED", "CONFLICT", "ACCEPTED");
        assertThat(published("vault.account.opened")).isOne();
    }

    @Test
    void commandThatComesAgainIsCarriedOutOnceAndAnsweredOnce() {
        String id = send(ADA, open);
        JsonNode first = reply(id);
        resend(id);
        assertThat(repliesBefore(send(ADA, new Close(account)), id)).hasSize(1); // under the same key, so behind it
        assertThat(accounts.calls).containsEntry(account, 1);

        jdbc.sql("delete from inbox where event_id = ?::uuid").param(id).update();
        resend(id);
        List<JsonNode> both = Topic.named(REPLIES.name()).until(2, causedBy(id)).stream()
                .map(CommandTopicTest::json)
                .toList();
        assertThat(both.getLast().path("data")).isEqualTo(first.path("data"));
        assertThat(accounts.calls).containsEntry(account, 1);
        assertThat(published("vault.account.opened")).isOne();
    }

    @Test
    void commandOfAnUnknownTypeIsRejected() {
        String id = send(foreign("vault.account.steal.command", "{}"));
        assertRejected(reply(id), "INVALID", "Nobody here handles 'vault.account.steal.command'.");
    }

    @Test
    void commandThatDoesNotFitItsRecordIsRejected() {
        String id = send(foreign("vault.account.open.command", "{\"account\":\"x\",\"balance\":\"much\"}"));
        JsonNode reply = reply(id);
        assertRejected(reply, "INVALID", "It cannot be read: its data does not fit at 'balance'.");
        assertThat(reply.path("data").path("fields").path(0).path("field").asString())
                .isEqualTo("balance");
    }

    @Test
    void commandThatIsAboutNothingIsRejected() {
        JsonNode reply = reply(send(foreign("vault.account.open.command", "{\"owner\":\"ada\",\"balance\":1}")));
        assertRejected(reply, "INVALID", "Some fields are not valid.");
        assertThat(reply.path("data").path("fields").path(0).path("field").asString())
                .isEqualTo("account");
    }

    @Test
    void commandThatCannotBeStoredIsRejected() {
        String id = send(ADA, new Open(account + '\0', "ada", BigDecimal.ONE));
        assertRejected(reply(id), "INVALID", "A value is out of range or has characters that cannot be stored.");
        assertThat(published("vault.account.opened")).isZero();
    }

    @Test
    void commandOfAnUnknownTypeThatNobodyWaitsForIsADeadLetter() {
        String id = send(foreign("vault.account.steal.command", "{}").replaceFirst("\"replyto\":\"[^\"]*\",", ""));
        assertThat(deadLetter(id)).containsEntry("attempts", 1);
    }

    @Test
    void commandThatWantsItsAnswerElsewhereIsADeadLetterAndNotCarriedOut() {
        EventEnvelope<Open> hostile = ADA.call(() -> envelopes.wrap(open)).with("replyto", "vault.account.v1");
        COMMANDS.send("account:" + account, cloudEvents.write(hostile));
        assertThat((String) deadLetter(hostile.metadata().id()).get("message"))
                .contains("'vault.account.v1' is no topic for answers");
        assertThat(accounts.calls).doesNotContainKey(account);
    }

    /** Nor does it hold up the relay, which waits for topics that are missing. */
    @Test
    void commandThatWantsItsAnswerWhereThereIsNoTopicIsADeadLetter() {
        EventEnvelope<Open> hostile = ADA.call(() -> envelopes.wrap(open)).with("replyto", "nowhere.replies.v1");
        COMMANDS.send("account:" + account, cloudEvents.write(hostile));
        assertThat((String) deadLetter(hostile.metadata().id()).get("message"))
                .contains("There is no topic nowhere.replies.v1");
        assertThat(accounts.calls).doesNotContainKey(account);
    }

    @Test
    void whatIsNoCloudEventIsADeadLetter() {
        COMMANDS.send("account:" + account, "broken".getBytes(UTF_8));
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from dead_letter where lane = ?")
                                .param("account:" + account)
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    @Test
    void commandWhoseHandlerFailsIsTriedAgainAndThoseOfItsKeyWait() {
        failFirst(() -> {
            throw new IllegalStateException("told to fail");
        });
        String first = send(ADA, open);
        String second = send(ADA, new Close(account));
        assertThat(reply(first).path("type").asString()).isEqualTo("tideline.command.accepted");
        assertThat(reply(second).path("type").asString()).isEqualTo("tideline.command.accepted");
        assertThat(accounts.calls).containsEntry(account, 2);
        assertThat(published("vault.account.opened")).isOne();
    }

    @Test
    void commandThatFailedForGoodIsAnsweredWhenItIsReplayed() {
        RuntimeException failure = new IllegalStateException("told to fail");
        accounts.before.put(account, new ArrayDeque<>(Collections.nCopies(ATTEMPTS, () -> {
            throw failure;
        })));
        String id = send(ADA, open);
        Map<String, Object> letter = deadLetter(id);
        assertThat(letter).containsEntry("attempts", ATTEMPTS).containsEntry("message", "told to fail");
        assertThat(transactions.<Replay.Outcome>execute(
                        _ -> replay.replay((UUID) letter.get("id"), Duration.ZERO, false)))
                .isEqualTo(new Replay.Outcome.Done());
        assertThat(reply(id).path("type").asString()).isEqualTo("tideline.command.accepted");
        assertThat(published("vault.account.opened")).isOne();
    }

    /** What is rejected when it is tried again is rejected all the same. */
    @Test
    void commandThatIsRejectedAtItsSecondAttemptIsDoneWith() {
        failFirst(() -> {
            throw new IllegalStateException("told to fail");
        });
        assertRejected(
                reply(send(ADA, new Open(account, Accounts.MALLORY, BigDecimal.ONE))), "CONFLICT", "Not for you.");
        assertThat(reply(send(ADA, open)).path("type").asString()).isEqualTo("tideline.command.accepted");
        assertThat(published("vault.account.opened")).isOne();
    }

    /** The connection is cut in the middle of the transaction, as it is when the process is killed. */
    @Test
    void commandThatIsCutOffIsCarriedOutOnce() {
        failFirst(() -> jdbc.sql("select pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class)
                .single());
        String id = send(ADA, open);
        assertThat(reply(id).path("type").asString()).isEqualTo("tideline.command.accepted");
        assertThat(repliesBefore(send(ADA, new Close(account)), id)).hasSize(1);
        assertThat(published("vault.account.opened")).isOne();
        assertThat(logged("accepted")).isEqualTo(2);
    }

    private void failFirst(Runnable how) {
        accounts.before.put(account, new ArrayDeque<>(List.of(how)));
    }

    private String send(EventContext sender, Command command) {
        EventEnvelope<Command> envelope = sender.call(() -> REPLIES.on(envelopes.wrap(command)));
        COMMANDS.send(envelope.metadata().partitionKey(), cloudEvents.write(envelope));
        return envelope.metadata().id();
    }

    private String send(String event) {
        COMMANDS.send("account:" + account, event.getBytes(UTF_8));
        return JSON.readTree(event).path("id").asString();
    }

    /** Just as it came the first time. */
    private void resend(String id) {
        ConsumerRecord<String, byte[]> first = COMMANDS.until(
                        1, record -> json(record).path("id").asString().equals(id))
                .getFirst();
        COMMANDS.send(first.key(), first.value());
    }

    private String foreign(String type, String data) {
        return """
                {"specversion":"1.0","id":"%s","source":"/elsewhere","type":"%s","subject":"%s","aggregatetype":"account","replyto":"%s",\
                "data":%s}""".formatted(UuidCreator.getTimeOrderedEpoch(), type, account, REPLIES.name(), data);
    }

    private JsonNode reply(String to) {
        return json(Topic.named(REPLIES.name()).until(1, causedBy(to)).getFirst());
    }

    /** All there are to the one by the time that the other has its own; the topic has one partition. */
    private List<ConsumerRecord<String, byte[]>> repliesBefore(String other, String to) {
        long last =
                Topic.named(REPLIES.name()).until(1, causedBy(other)).getFirst().offset();
        return Topic.named(REPLIES.name()).until(Math.toIntExact(last + 1), _ -> true).stream()
                .filter(causedBy(to))
                .toList();
    }

    private static Predicate<ConsumerRecord<String, byte[]>> causedBy(String id) {
        return record -> json(record).path("causationid").asString("").equals(id);
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (JacksonException broken) {
            return JSON.createObjectNode();
        }
    }

    private static void assertRejected(JsonNode reply, String reason, String detail) {
        assertThat(reply.path("type").asString()).isEqualTo("tideline.command.rejected");
        assertThat(reply.path("data").path("reason").asString()).isEqualTo(reason);
        assertThat(reply.path("data").path("detail").asString()).isEqualTo(detail);
    }

    private Map<String, Object> deadLetter(String id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> jdbc.sql("select * from dead_letter where event_id = ?::uuid")
                                .param(id)
                                .query()
                                .listOfRows(),
                        rows -> !rows.isEmpty())
                .getFirst();
    }

    private int published(String type) {
        return jdbc.sql("select count(*) from outbox where aggregateid = ? and type = ?")
                .params(account, type)
                .query(Integer.class)
                .single();
    }

    private int logged(String outcome) {
        return jdbc.sql("select count(*) from command where aggregate = ? and outcome = ?")
                .params(account, outcome)
                .query(Integer.class)
                .single();
    }
}
