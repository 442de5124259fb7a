package dev.tideline.vault;

import static java.util.Map.entry;

import dev.tideline.events.Command;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import dev.tideline.events.Query;
import dev.tideline.events.cqrs.Answer;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandHandler;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.cqrs.Freshness;
import dev.tideline.events.cqrs.Outcome;
import dev.tideline.events.cqrs.QueryBus;
import dev.tideline.events.cqrs.QueryHandler;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.events.cqrs.Rule;
import dev.tideline.events.projection.Build;
import dev.tideline.events.projection.Projection;
import dev.tideline.events.store.Append;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.events.store.StreamId;
import dev.tideline.events.web.Answers;
import dev.tideline.events.web.RequestHeaders;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service that takes commands and queries: accounts are opened, found and closed, over REST and over topics. */
@SpringBootApplication
@Import({Vault.Accounts.class, Vault.AccountTable.class})
class Vault {

    static final Map<String, Object> SETTINGS = Map.ofEntries(
            entry("spring.application.name", "vault"),
            entry("spring.config.import", "classpath:tideline-defaults.yaml"),
            entry("spring.datasource.username", "todo_service"),
            entry("spring.datasource.password", "todo_service"),
            entry(
                    "spring.flyway.locations",
                    "classpath:db/shared-events/outbox,classpath:db/shared-events/inbox,classpath:db/shared-events/store,"
                            + "classpath:db/shared-events/cqrs,classpath:db/shared-events/projection,classpath:db/vault"),
            entry("tideline.relay.owns", "vault"),
            entry("tideline.relay.username", "todo_relay"),
            entry("tideline.relay.password", "todo_relay"),
            entry("tideline.delivery.first-retry", "50ms"),
            entry("tideline.delivery.attempts", "4"),
            entry("tideline.delivery.sweep", "2s"),
            entry("tideline.delivery.look-for-topics", "1s"),
            entry("tideline.requests.look-for-topics", "1s"),
            entry("tideline.requests.reply-topic", "vault.clerk.replies.v1"),
            entry("tideline.cqrs.freshness", "1s"));

    @EventType("vault.account.open.command")
    record Open(
            @NotBlank String account,
            @NotBlank String owner,
            @PositiveOrZero BigDecimal balance) implements Command {

        @Override
        public String aggregateId() {
            return account;
        }
    }

    @EventType("vault.account.close.command")
    record Close(String account) implements Command {

        @Override
        public String aggregateId() {
            return account;
        }
    }

    @EventType("vault.account.find.query")
    record Find(@NotBlank String account) implements Query {

        @Override
        public String aggregateId() {
            return account;
        }
    }

    /** Nobody answers it. */
    @EventType("attic.box.find.query")
    record FindBox(String aggregateId) implements Query {}

    @EventType("vault.account.opened")
    record Opened(String account, String owner, BigDecimal balance) implements DomainEvent {

        @Override
        public String aggregateId() {
            return account;
        }
    }

    record Account(String id, String owner, BigDecimal balance) {}

    record Closed(String id) {}

    @Bean
    Rule onlyKnownOnesClose() {
        return Rule.notAnonymously(asked -> asked instanceof Close);
    }

    /** Carries out, counts how often it was called, and can be told to do something first. */
    static class Accounts {

        /** Its accounts are refused, after they were opened. */
        static final String MALLORY = "mallory";

        final Map<String, Integer> calls = new ConcurrentHashMap<>();

        /** What happens before an account is opened, one after the other. */
        final Map<String, Deque<Runnable>> before = new ConcurrentHashMap<>();

        private final EventStore store;
        private final JdbcClient jdbc;

        Accounts(EventStore store, JdbcClient jdbc) {
            this.store = store;
            this.jdbc = jdbc;
        }

        @CommandHandler
        Outcome<Account> on(Open open) {
            calls.merge(open.account(), 1, Integer::sum);
            Runnable first =
                    before.getOrDefault(open.account(), new ArrayDeque<>()).poll();
            if (first != null) {
                first.run();
            }
            Append append = store.append(
                    stream(open.account()), 0, List.of(new Opened(open.account(), open.owner(), open.balance())));
            return switch (append) {
                case Append.Appended _
                when open.owner().equals(MALLORY) -> Outcome.rejected(Reason.CONFLICT, "Not for you.");
                case Append.Appended(long _, var position) ->
                    Outcome.accepted(new Account(open.account(), open.owner(), open.balance()), position);
                case Append.Conflict _ -> Outcome.rejected(Reason.CONFLICT, "There is such an account.");
            };
        }

        @CommandHandler
        Outcome<Closed> on(Close close) {
            return store.version(stream(close.account())) == 0
                    ? Outcome.rejected(Reason.NOT_FOUND, "There is no such account.")
                    : Outcome.accepted(new Closed(close.account()));
        }

        @QueryHandler(projection = "accounts")
        Answer<Account> on(Find find) {
            return jdbc.sql("select id, owner, balance from account where id = ?")
                    .param(find.account())
                    .query((row, _) -> new Account(row.getString(1), row.getString(2), row.getBigDecimal(3)))
                    .optional()
                    .map(Answer::given)
                    .orElseGet(() -> Answer.refused(Reason.NOT_FOUND, "There is no such account."));
        }

        private static StreamId stream(String account) {
            return new StreamId("account", account);
        }
    }

    /** Stands still while it is held. */
    static class AccountTable implements Projection {

        volatile CountDownLatch goOn = new CountDownLatch(0);
        private final JdbcClient jdbc;

        AccountTable(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String name() {
            return "accounts";
        }

        @Override
        public Set<String> types() {
            return Set.of("vault.account.opened");
        }

        @Override
        public List<String> tables() {
            return List.of("account");
        }

        @Override
        public void apply(List<StoredEvent> events, Build into) {
            try {
                if (!goOn.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("held for too long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            for (StoredEvent event : events) {
                if (event.event().payload() instanceof Opened(String account, String owner, BigDecimal balance)) {
                    jdbc.sql("insert into %s values (?, ?, ?)".formatted(into.table("account")))
                            .params(account, owner, balance)
                            .update();
                }
            }
        }
    }

    @RestController
    static class AccountController {

        record Opening(
                String account,
                @Nullable String owner,
                @Nullable BigDecimal balance) {}

        private final CommandBus commands;
        private final QueryBus queries;

        AccountController(CommandBus commands, QueryBus queries) {
            this.commands = commands;
            this.queries = queries;
        }

        @PostMapping("/accounts")
        ResponseEntity<Account> open(
                @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key, @RequestBody Opening opening) {
            Open open = new Open(opening.account(), opening.owner(), opening.balance());
            return Answers.created(
                    commands.send(Answers.idOf(key), open, Account.class),
                    account -> URI.create("/accounts/" + account.id()));
        }

        @DeleteMapping("/accounts/{account}")
        ResponseEntity<Void> close(@PathVariable String account) {
            return Answers.noContent(commands.send(CommandId.fresh(), new Close(account)));
        }

        @GetMapping("/accounts/{account}")
        ResponseEntity<Account> find(
                @PathVariable String account, @RequestHeader(RequestHeaders.CONSISTENCY) @Nullable Freshness token) {
            return Answers.ok(queries.ask(new Find(account), Account.class, Answers.freshness(token)));
        }
    }
}
