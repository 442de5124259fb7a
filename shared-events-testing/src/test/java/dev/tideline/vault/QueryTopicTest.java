package dev.tideline.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.cqrs.Answer;
import dev.tideline.events.cqrs.Answer.Given;
import dev.tideline.events.cqrs.Answer.NotYet;
import dev.tideline.events.cqrs.Answer.Refused;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.cqrs.Field;
import dev.tideline.events.cqrs.Freshness;
import dev.tideline.events.cqrs.Outcome.Accepted;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.events.requests.AskByTopic;
import dev.tideline.events.store.Position;
import dev.tideline.testing.servers.Topic;
import dev.tideline.vault.Vault.Account;
import dev.tideline.vault.Vault.Find;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class QueryTopicTest extends VaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Topic QUERIES = Topic.named("vault.queries.v1");
    private static final Topic REPLIES = Topic.named("vault.desk.replies.v1");
    private static final Position BEYOND = new Position(Long.MAX_VALUE, 1);

    @Autowired
    private CommandBus commands;

    @Autowired
    private AskByTopic asks;

    @Autowired
    private MeterRegistry meters;

    @Test
    void queryIsAnsweredOverItsTopic() {
        Position position = open();
        assertThat(ask(new Find(account), new Freshness.AtLeast(position))).contains(new Given<>(opened, false));
    }

    @Test
    void queryWithATokenWaitsAndThenSees() throws Exception {
        table.goOn = new CountDownLatch(1);
        Position position = open();
        assertThat(ask(new Find(account), new Freshness.Any()))
                .contains(Answer.refused(Reason.NOT_FOUND, "There is no such account."));
        assertThat(ask(new Find(account), new Freshness.AtLeast(position))).contains(new NotYet<>("accounts"));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Answer<Account>>> seen =
                    executor.submit(() -> ask(new Find(account), new Freshness.AtLeast(position)));
            table.goOn.countDown();
            assertThat(seen.get()).contains(new Given<>(opened, false));
        }
    }

    @Test
    void whatIsNotThereInTimeIsNotAnsweredUnlessAnOlderAnswerWillDo() {
        Position position = open();
        ask(new Find(account), new Freshness.AtLeast(position));
        assertThat(ask(new Find(account), new Freshness.AtLeast(BEYOND))).contains(new NotYet<>("accounts"));
        assertThat(ask(new Find(account), new Freshness.Preferably(BEYOND))).contains(new Given<>(opened, true));
    }

    @Test
    void invalidQueryIsRefusedFieldByField() {
        assertThat(ask(new Find(" "), new Freshness.Any()))
                .contains(new Refused<>(
                        Reason.INVALID,
                        "Some fields are not valid.",
                        List.of(new Field("account", "must not be blank"))));
    }

    @Test
    void whoGetsNoAnswerWaitsNoLongerThanItWanted() {
        long begun = System.nanoTime();
        Topic.named("attic.queries.v1").create(1);
        assertThat(asks.ask(new Vault.FindBox(account), Account.class, new Freshness.Any(), Duration.ofMillis(300)))
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @Test
    void expiredQueryIsNotAnsweredButCounted() {
        REPLIES.create(1);
        double before = count("expired");
        String expired = send("vault.account.find.query", "\"expires\":\"2026-01-01T00:00:00Z\",");
        String later = send(
                "vault.account.find.query", "\"expires\":\"" + Instant.now().plus(PATIENCE) + "\",");
        long reply = REPLIES.until(1, record -> text(record.value()).contains(later))
                .getFirst()
                .offset();
        assertThat(REPLIES.until(Math.toIntExact(reply + 1), _ -> true))
                .noneSatisfy(record -> assertThat(text(record.value())).contains(expired));
        await().atMost(PATIENCE).until(() -> count("expired") == before + 1);
    }

    @Test
    void queryOfAnUnknownTypeAndOneWithBadTermsAreRefused() {
        REPLIES.create(1);
        assertThat(replyTo(send("vault.account.guess.query", "")))
                .contains("tideline.query.refused", "Nobody here handles 'vault.account.guess.query'.");
        assertThat(replyTo(send("vault.account.find.query", "\"consistencytoken\":\"yesterday\",")))
                .contains("tideline.query.refused", "'yesterday' is no position");
    }

    @Test
    void queryThatNamesNoPlaceForAnAnswerIsCounted() {
        double before = count("unanswerable");
        QUERIES.send("account:" + account, "broken".getBytes(UTF_8));
        QUERIES.send(
                "account:" + account,
                query(UUID.randomUUID().toString(), "vault.account.find.query", "")
                        .replace("vault.desk.replies.v1", "vault.account.v1")
                        .getBytes(UTF_8));
        await().atMost(PATIENCE).until(() -> count("unanswerable") == before + 2);
    }

    private Position open() {
        Accepted<Account> accepted =
                (Accepted<Account>) ADA.call(() -> commands.send(CommandId.fresh(), open, Account.class));
        return Objects.requireNonNull(accepted.position());
    }

    private Optional<Answer<Account>> ask(Find find, Freshness freshness) {
        return ADA.call(() -> asks.ask(find, Account.class, freshness, PATIENCE));
    }

    private String send(String type, String terms) {
        String id = UUID.randomUUID().toString();
        QUERIES.send("account:" + account, query(id, type, terms).getBytes(UTF_8));
        return id;
    }

    private String query(String id, String type, String terms) {
        return """
                {"specversion":"1.0","id":"%s","source":"/elsewhere","type":"%s","replyto":"vault.desk.replies.v1",%s\
                "data":{"account":"%s"}}""".formatted(id, type, terms, account);
    }

    private static String replyTo(String id) {
        return text(REPLIES.until(1, record -> text(record.value()).contains(id))
                .getFirst()
                .value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private double count(String what) {
        return meters.get("tideline.queries." + what).functionCounter().count();
    }
}
