package dev.tideline.events.cqrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.Command;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventType;
import dev.tideline.events.OnEventStore;
import dev.tideline.events.cqrs.Outcome.Accepted;
import dev.tideline.events.cqrs.Outcome.Rejected;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.events.store.Position;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

@OnEventStore
class CommandBusTest {

    @EventType("bank.account.deposit.command")
    record Deposit(
            String account,
            @Positive BigDecimal amount,
            @Positive int times) implements Command {

        @Override
        public String aggregateId() {
            return account;
        }
    }

    @EventType("bank.account.deposited")
    record Deposited(String account, BigDecimal amount) implements DomainEvent {

        @Override
        public String aggregateId() {
            return account;
        }
    }

    record Receipt(String account, BigDecimal amount, int number) {}

    /** Publishes before it makes up its mind. */
    static class Bank {

        private final Outbox outbox;
        private final AtomicInteger receipts = new AtomicInteger();
        private volatile Callable<Boolean> takes = () -> true;

        Bank(Outbox outbox, CommandBus mayBeAskedFor) {
            this.outbox = outbox;
        }

        @CommandHandler
        Outcome<Receipt> on(Deposit deposit) throws Exception {
            outbox.append(new Deposited(deposit.account(), deposit.amount()), 1);
            int number = receipts.incrementAndGet();
            return takes.call()
                    ? Outcome.accepted(new Receipt(deposit.account(), deposit.amount(), number), new Position(3, 4))
                    : Outcome.rejected(Reason.CONFLICT, "The bank is closed, for the " + number + ". time.");
        }
    }

    /** Lets nobody but those it knows. */
    static class Doorkeeper implements Middleware {

        @Override
        public <R> Outcome<R> around(CommandCall<R> call, Next<R> next) {
            return "stranger".equals(EventContext.current().user())
                    ? Outcome.rejected(Reason.FORBIDDEN, "We do not know you.")
                    : next.proceed();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage
    @Import({Bank.class, Doorkeeper.class})
    static class App {}

    @Autowired
    private CommandBus bus;

    @Autowired
    private Bank bank;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry meters;

    private final CommandId id = CommandId.fresh();
    private final String account = UUID.randomUUID().toString();
    private final Deposit deposit = new Deposit(account, new BigDecimal("39.80"), 1);

    @BeforeEach
    void reset() {
        bank.receipts.set(0);
        bank.takes = () -> true;
    }

    @Test
    void commandThatComesAgainIsToldTheSameAndCarriedOutOnce() {
        Outcome<Receipt> first = send("ada", id, deposit);
        assertThat(first)
                .isEqualTo(new Accepted<>(new Receipt(account, new BigDecimal("39.80"), 1), new Position(3, 4)));
        assertThat(send("ada", id, deposit)).isEqualTo(first);
        assertThat(published()).isEqualTo(1);
        assertThat(bank.receipts).hasValue(1);
    }

    @Test
    void commandThatComesManyTimesAtOnceIsCarriedOutOnce() throws Exception {
        int callers = 8;
        CountDownLatch all = new CountDownLatch(callers);
        try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
            List<Callable<Outcome<Receipt>>> calls = IntStream.range(0, callers)
                    .<Callable<Outcome<Receipt>>>mapToObj(_ -> () -> {
                        all.countDown();
                        all.await();
                        return send("ada", id, deposit);
                    })
                    .toList();
            for (Future<Outcome<Receipt>> each : executor.invokeAll(calls)) {
                assertThat(each.get()).isInstanceOf(Accepted.class).isEqualTo(send("ada", id, deposit));
            }
        }
        assertThat(bank.receipts).hasValue(1);
    }

    @Test
    void commandThatComesAgainMeanwhileWaitsForTheFirstAndIsToldTheSame() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        bank.takes = () -> goOn.await(1, TimeUnit.MINUTES);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome<Receipt>> first = executor.submit(() -> send("ada", id, deposit));
            await().until(() -> bank.receipts.get() == 1);
            Future<Outcome<Receipt>> second = executor.submit(() -> send("ada", id, deposit));
            await().until(() -> waiting() == 1);
            assertThat(second).isNotDone();
            goOn.countDown();
            assertThat(first.get()).isInstanceOf(Accepted.class).isEqualTo(second.get());
        }
        assertThat(bank.receipts).hasValue(1);
    }

    @Test
    void itWaitsNoLongerThanItsPatience() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        bank.takes = () -> goOn.await(1, TimeUnit.MINUTES);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome<Receipt>> first = executor.submit(() -> send("ada", id, deposit));
            await().until(() -> bank.receipts.get() == 1);
            assertThatExceptionOfType(ConcurrencyFailureException.class)
                    .isThrownBy(() -> send("ada", id, deposit))
                    .withMessageContaining("the first is still under way");
            assertThat(first).isNotDone();
            goOn.countDown();
            assertThat(first.get()).isInstanceOf(Accepted.class).isEqualTo(send("ada", id, deposit));
        }
        assertThat(bank.receipts).hasValue(1);
    }

    /** What the handler has to wait for is its own affair. */
    @Test
    void handlerWaitsForLocksAsLongAsItLikes() {
        String[] timeout = new String[1];
        bank.takes = () -> {
            timeout[0] = jdbc.sql("show lock_timeout").query(String.class).single();
            return true;
        };
        send("ada", id, deposit);
        assertThat(timeout).containsExactly("0");
    }

    @Test
    void idsOfOneSenderAreNotAnothers() {
        send("ada", id, deposit);
        bank.takes = () -> false;
        assertThat(send("grace", id, deposit)).isInstanceOf(Rejected.class);
    }

    @Test
    void anotherCommandUnderTheSameIdIsRejected() {
        send("ada", id, deposit);
        assertThat(send("ada", id, new Deposit(account, BigDecimal.TEN, 1)))
                .isEqualTo(Outcome.rejected(
                        Reason.CONFLICT,
                        "Another command, a bank.account.deposit.command, was sent with this id before."));
    }

    @Test
    void rejectedCommandLeavesNoTraceAndStaysRejected() {
        bank.takes = () -> false;
        Outcome<Receipt> rejected = Outcome.rejected(Reason.CONFLICT, "The bank is closed, for the 1. time.");
        assertThat(send("ada", id, deposit)).isEqualTo(rejected);
        assertThat(published()).isZero();
        bank.takes = () -> true;
        assertThat(send("ada", id, deposit)).isEqualTo(rejected);
        assertThat(send("ada", CommandId.fresh(), deposit)).isInstanceOf(Accepted.class);
    }

    @Test
    void commandWhoseHandlerFailsMayComeAgain() {
        bank.takes = () -> {
            throw new IllegalStateException("The vault is stuck");
        };
        assertThatIllegalStateException().isThrownBy(() -> send("ada", id, deposit));
        assertThat(published()).isZero();
        bank.takes = () -> true;
        assertThat(send("ada", id, deposit)).isInstanceOf(Accepted.class);
    }

    @Test
    void invalidCommandIsRejectedFieldByField() {
        assertThat(send("ada", id, new Deposit(account, BigDecimal.ZERO, -1)))
                .isEqualTo(new Rejected<>(
                        Reason.INVALID,
                        "Some fields are not valid.",
                        List.of(
                                new Field("amount", "must be greater than 0"),
                                new Field("times", "must be greater than 0"))));
        assertThat(bank.receipts).hasValue(0);
    }

    @Test
    void middlewareOfTheApplicationHasItsSay() {
        assertThat(send("stranger", id, deposit)).isEqualTo(Outcome.rejected(Reason.FORBIDDEN, "We do not know you."));
    }

    @Test
    void commandsAndOutcomesAreWrittenDown() {
        send("ada", id, deposit);
        bank.takes = () -> false;
        send("ada", CommandId.fresh(), deposit);
        assertThat(jdbc.sql("select type || ' ' || outcome from command where aggregate = ? order by received_at")
                        .param(account)
                        .query(String.class)
                        .list())
                .containsExactly("bank.account.deposit.command accepted", "bank.account.deposit.command rejected");
    }

    @Test
    void everyCommandIsObserved() {
        send("invalid", id, new Deposit(account, BigDecimal.ZERO, 1));
        assertThat(meters.get("tideline.command")
                        .tag("type", "bank.account.deposit.command")
                        .tag("outcome", "invalid")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void whatNobodyAnswersLikeThatIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bus.send(id, deposit, String.class))
                .withMessageContaining("does not answer with java.lang.String");
    }

    private Outcome<Receipt> send(String user, CommandId as, Deposit what) {
        return new EventContext(null, null, "acme", user, null, null).call(() -> bus.send(as, what, Receipt.class));
    }

    private int waiting() {
        return jdbc.sql("""
                        select count(*) from pg_stat_activity
                        where usename = current_user and wait_event_type = 'Lock' and query like '%into command%'
                        """).query(Integer.class).single();
    }

    private int published() {
        return jdbc.sql("select count(*) from outbox where aggregateid = ?")
                .param(account)
                .query(Integer.class)
                .single();
    }
}
