package dev.tideline.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.cqrs.Outcome;
import dev.tideline.events.cqrs.Outcome.Accepted;
import dev.tideline.events.cqrs.Outcome.Rejected;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.events.projection.Progress;
import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.projection.Projections;
import dev.tideline.events.security.Roles;
import dev.tideline.events.store.Position;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.testing.servers.WithServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;

/** Accounts from command to projection, in a tenant of the test's own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
class AccountsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 64;

    @Autowired
    private CommandBus bus;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Profiles profiles;

    @Autowired
    private Statistics statistics;

    @Autowired
    private Projections projections;

    @Autowired
    private Clock clock;

    private final String tenant = UUID.randomUUID().toString();

    @Test
    void oneOfManyWhoRegisterAnAddressAtTheSameTimeGetsIt() {
        List<Outcome<Profile>> outcomes;
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            outcomes = IntStream.range(0, MANY)
                    .mapToObj(i -> all.submit(() -> send(
                            new RegisterAccount(fresh(), i % 2 == 0 ? "ada@example.com" : "ADA@Example.com", "Ada"))))
                    .toList()
                    .stream()
                    .map(AccountsTest::result)
                    .toList();
        }
        assertThat(outcomes).filteredOn(Accepted.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Rejected.class::isInstance)
                .hasSize(MANY - 1)
                .allSatisfy(each -> assertThat(((Rejected<?>) each).reason()).isEqualTo(Reason.CONFLICT));
        assertThat(counts().total()).isEqualTo(1);
    }

    private static Outcome<Profile> result(Future<Outcome<Profile>> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void addressIsFreeAgainWhenItsAccountHasAnother() {
        UUID ada = registered("ada@example.com", "Ada");
        UUID grace = registered("grace@example.com", "Grace");
        assertRejected(Reason.CONFLICT, send(new ChangeEmail(grace, "Ada@example.com")));
        assertThat(accepted(send(new ChangeEmail(ada, "countess@example.com"))).email())
                .isEqualTo("countess@example.com");
        assertThat(accepted(send(new ChangeEmail(grace, "ada@example.com"))).email())
                .isEqualTo("ada@example.com");
        assertThat(accepted(send(new ChangeEmail(grace, "Ada@example.com"))).version())
                .isEqualTo(3); // its own, written in another way
    }

    @Test
    void deactivatedAccountKeepsItsAddressAndCannotBeChanged() {
        UUID ada = registered("ada@example.com", "Ada");
        assertThat(accepted(send(new DeactivateAccount(ada))).active()).isFalse();
        assertRejected(Reason.CONFLICT, send(new RenameAccount(ada, "Grace")));
        assertRejected(Reason.CONFLICT, send(new ChangeEmail(ada, "grace@example.com")));
        assertRejected(Reason.CONFLICT, send(new RegisterAccount(fresh(), "ada@example.com", "Other")));
        assertThat(accepted(send(new RegisterAccount(fresh(), "grace@example.com", "Grace")))
                        .active())
                .as("an address that was refused to one is not taken")
                .isTrue();
        assertThat(accepted(send(new ReactivateAccount(ada))).active()).isTrue();
    }

    @Test
    void accountIsSeenAsItWasAndWhatHappenedToItIsTold() {
        UUID ada = registered("ada@example.com", "Ada");
        Instant then = Objects.requireNonNull(as(tenant, () -> accounts.history(tenant, ada, 1, 10))
                .getFirst()
                .event()
                .metadata()
                .time());
        accepted(send(new RenameAccount(ada, "Ada L.")));
        accepted(send(new DeactivateAccount(ada)));
        assertThat(as(tenant, () -> accounts.asOf(tenant, ada, then)).map(Profile::name))
                .contains("Ada");
        assertThat(as(tenant, () -> accounts.asOf(tenant, ada, then.minusMillis(1))))
                .isEmpty();
        assertThat(as(tenant, () -> accounts.asOf(tenant, ada, clock.instant())))
                .hasValueSatisfying(now -> {
                    assertThat(now.name()).isEqualTo("Ada L.");
                    assertThat(now.active()).isFalse();
                    assertThat(now.version()).isEqualTo(3);
                });
        List<StoredEvent> happened = as(tenant, () -> accounts.history(tenant, ada, 1, 10));
        assertThat(happened)
                .extracting(each -> each.event().metadata().type())
                .containsExactly("users.account.registered", "users.account.renamed", "users.account.deactivated");
        assertThat(as(tenant, () -> accounts.history(tenant, ada, 3, 10))).containsExactly(happened.getLast());
    }

    @Test
    void anothersTenantsAccountsAreNotThere() {
        UUID ada = registered("ada@example.com", "Ada");
        String other = UUID.randomUUID().toString();
        assertRejected(Reason.NOT_FOUND, send(other, new RenameAccount(ada, "Eve")));
        assertRejected(Reason.NOT_FOUND, send(other, new ChangeEmail(ada, "eve@example.com")));
        assertRejected(Reason.CONFLICT, send(other, new RegisterAccount(ada, "eve@example.com", "Eve")));
        assertThat(as(other, () -> accounts.asOf(other, ada, clock.instant()))).isEmpty();
        assertThat(as(other, () -> accounts.history(other, ada, 1, 10))).isEmpty();
        caughtUp();
        assertThat(as(other, () -> profiles.find(other, ada))).isEmpty();
        assertThat(as(other, () -> profiles.search(other, "ada", 10))).isEmpty();
        assertThat(as(other, () -> statistics.of(other)).total()).isZero();
        assertThat(accepted(send(other, new RegisterAccount(fresh(), "ada@example.com", "Ada")))
                        .email())
                .isEqualTo("ada@example.com");
    }

    @Test
    void whoIsNoOperatorNeitherRegistersNorReactivates() {
        UUID ada = registered("ada@example.com", "Ada");
        assertRejected(Reason.FORBIDDEN, send(user(ada), new RegisterAccount(fresh(), "eve@example.com", "Eve")));
        accepted(send(user(ada), new DeactivateAccount(ada)));
        assertRejected(Reason.FORBIDDEN, send(user(ada), new ReactivateAccount(ada)));
    }

    @Test
    void accountIsItsOwnersAndNoOtherUsers() {
        UUID ada = registered("ada@example.com", "Ada");
        UUID eve = registered("eve@example.com", "Eve");
        assertRejected(Reason.FORBIDDEN, send(user(eve), new RenameAccount(ada, "Eve")));
        assertRejected(Reason.FORBIDDEN, send(user(eve), new ChangeEmail(ada, "mallory@example.com")));
        assertRejected(Reason.FORBIDDEN, send(user(eve), new DeactivateAccount(ada)));
        assertThat(accepted(send(user(ada), new RenameAccount(ada, "Ada L."))).name())
                .isEqualTo("Ada L.");
        assertThat(accepted(send(user(ada), new ChangeEmail(ada, "mallory@example.com")))
                        .email())
                .as("an address that was refused to one is not taken")
                .isEqualTo("mallory@example.com");
    }

    @Test
    void profileShowsWhatHasHappened() {
        UUID ada = registered("ada@example.com", "Ada");
        Profile now = accepted(send(new RenameAccount(ada, "Ada L.")));
        caughtUp();
        assertThat(as(tenant, () -> profiles.find(tenant, ada))).contains(now);
        Profile changed = accepted(send(new ChangeEmail(ada, "countess@example.com")));
        Profile inactive = accepted(send(new DeactivateAccount(ada)));
        assertThat(inactive.deactivatedAt()).isNotNull();
        assertThat(changed.email()).isEqualTo("countess@example.com");
        caughtUp();
        assertThat(as(tenant, () -> profiles.find(tenant, ada))).contains(inactive);
        accepted(send(new ReactivateAccount(ada)));
        caughtUp();
        assertThat(as(tenant, () -> profiles.find(tenant, ada)).map(Profile::deactivatedAt))
                .isEqualTo(Optional.empty());
    }

    @Test
    void searchFindsBeginningsFirstAndForgivesALetter() {
        registered("katrina@example.com", "Katrina Meyer");
        registered("hopper@example.com", "Grace Hopper");
        registered("percent@example.com", "100% Wool");
        caughtUp();
        assertThat(names("kat")).containsExactly("Katrina Meyer");
        assertThat(names("MEY")).containsExactly("Katrina Meyer");
        assertThat(names("hopper@ex")).contains("Grace Hopper");
        assertThat(names("katrona")).containsExactly("Katrina Meyer");
        assertThat(names("hoper")).containsExactly("Grace Hopper");
        assertThat(names("zzz")).isEmpty();
        assertThat(names("100%")).containsExactly("100% Wool");
        assertThat(names("%")).isEmpty();
        assertThat(names("_")).isEmpty();
        assertThat(as(tenant, () -> profiles.search(tenant, "e", 1))).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void statisticsCountWhatThereIs() {
        UUID ada = registered("ada@example.com", "Ada");
        registered("grace@example.com", "Grace");
        accepted(send(new DeactivateAccount(ada)));
        accepted(send(new DeactivateAccount(ada)));
        assertThat(counts()).isEqualTo(new Statistics.Counts(2, 1, 1, 2));
        accepted(send(new ReactivateAccount(ada)));
        assertThat(counts()).isEqualTo(new Statistics.Counts(2, 2, 0, 2));
    }

    @Test
    void everyProjectionMadeAnewIsTheSame() {
        UUID ada = registered("ada@example.com", "Ada");
        accepted(send(new RenameAccount(ada, "Ada L.")));
        accepted(send(new DeactivateAccount(ada)));
        caughtUp();
        Optional<Profile> before = as(tenant, () -> profiles.find(tenant, ada));
        for (String name : List.of(ProjectProfiles.NAME, ProjectStatistics.NAME)) {
            int build = projections.rebuild(name, "test").number();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> projections.progress().stream()
                            .filter(each -> each.build().projection().equals(name)
                                    && each.build().number() == build)
                            .map(Progress::state)
                            .anyMatch(State.ACTIVE::equals));
        }
        assertThat(as(tenant, () -> profiles.find(tenant, ada))).isEqualTo(before);
        assertThat(counts()).isEqualTo(new Statistics.Counts(1, 0, 1, 1));
        assertThat(projections.rebuild(
                        ProjectProfiles.NAME,
                        new dev.tideline.events.store.StreamId("account", ada.toString()),
                        "test"))
                .isEqualTo(3);
        assertThat(as(tenant, () -> profiles.find(tenant, ada))).isEqualTo(before);
    }

    private volatile Position last = Position.START;

    private List<String> names(String text) {
        return as(tenant, () -> profiles.search(tenant, text, 10)).stream()
                .map(Profile::name)
                .toList();
    }

    private Statistics.Counts counts() {
        caughtUp();
        return as(tenant, () -> statistics.of(tenant));
    }

    private void caughtUp() {
        assertThat(projections.reaches(ProjectProfiles.NAME, last, PATIENCE)).isTrue();
        assertThat(projections.reaches(ProjectStatistics.NAME, last, PATIENCE)).isTrue();
    }

    private UUID registered(String email, String name) {
        return accepted(send(new RegisterAccount(fresh(), email, name))).id();
    }

    private static UUID fresh() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    private Profile accepted(Outcome<Profile> outcome) {
        assertThat(outcome).isInstanceOf(Accepted.class);
        return ((Accepted<Profile>) outcome).answer();
    }

    private static void assertRejected(Reason reason, Outcome<Profile> outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    private Outcome<Profile> send(AccountCommand command) {
        return send(tenant, command);
    }

    private Outcome<Profile> send(String of, AccountCommand command) {
        return send(new EventContext(null, null, of, "tester", Set.of(Roles.OPERATOR), null, null), command);
    }

    /** As a message says it, which has no roles. */
    private EventContext user(UUID account) {
        return new EventContext(null, null, tenant, account.toString(), null, null);
    }

    private Outcome<Profile> send(EventContext sender, AccountCommand command) {
        Outcome<Profile> outcome = sender.call(() -> bus.send(CommandId.fresh(), command, Profile.class));
        if (outcome instanceof Accepted<Profile> accepted
                && accepted.position() != null
                && tenant.equals(sender.tenant())) {
            remember(accepted.position());
        }
        return outcome;
    }

    private static <R> R as(String tenant, Supplier<R> work) {
        return new EventContext(null, null, tenant, "tester", null, null).call(work::get);
    }

    private synchronized void remember(Position position) {
        last = position.compareTo(last) > 0 ? position : last;
    }
}
