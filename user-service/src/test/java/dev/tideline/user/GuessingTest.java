package dev.tideline.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.EventContext;
import dev.tideline.testing.servers.Servers;
import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.tokens.Tokens;
import dev.tideline.user.signin.holder.SignInAccount;
import dev.tideline.user.signin.holder.SignInAccounts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

@Import(GuessingTest.Deactivation.class)
class GuessingTest extends SignInTest {

    private static final Topic ATTEMPTS = Topic.named("users.signin.v1");

    @Autowired
    private Deactivated deactivated;

    @Autowired
    private JdbcClient jdbc;

    record Deactivated(Set<UUID> accounts) {}

    @TestConfiguration(proxyBeanMethods = false)
    static class Deactivation {

        @Bean
        Deactivated deactivated() {
            return new Deactivated(ConcurrentHashMap.newKeySet());
        }

        @Bean
        @Primary
        SignInAccounts accountsSomeOfWhichAreDeactivated(
                @Qualifier("accountTable") SignInAccounts table, Deactivated deactivated) {
            return new SignInAccounts() {
                @Override
                public Optional<SignInAccount> find(String tenant, String email) {
                    return table.find(tenant, email).map(this::withState);
                }

                @Override
                public Optional<SignInAccount> find(UUID id) {
                    return table.find(id).map(this::withState);
                }

                private SignInAccount withState(SignInAccount account) {
                    return new SignInAccount(
                            account.id(),
                            account.tenant(),
                            !deactivated.accounts().contains(account.id()));
                }
            };
        }
    }

    /** All that a caller sees of an answer, but for what differs from one answer to the next anyway. */
    private record Seen(int status, String body, Map<String, List<String>> headers) {

        static Seen of(HttpResponse<String> answer) {
            Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
            headers.keySet().removeAll(Set.of("date", "set-cookie", "x-correlation-id"));
            return new Seen(answer.statusCode(), answer.body(), headers);
        }
    }

    @Test
    void whateverIsWrongIsAnsweredAlike() {
        api.account(email);
        Seen wrong = Seen.of(browser().signIn(email, "wrong password"));
        assertThat(wrong.headers()).containsEntry("location", List.of("/login?failed"));

        assertThat(Seen.of(browser().signIn("nobody-" + email, Api.PASSWORD))).isEqualTo(wrong);
        assertThat(Seen.of(browser().signIn("elsewhere", email, Api.PASSWORD))).isEqualTo(wrong);
        UUID gone = api.account("gone-" + email);
        deactivated.accounts().add(gone);
        assertThat(Seen.of(browser().signIn("gone-" + email, Api.PASSWORD))).isEqualTo(wrong);
        UUID without = api.account("without-" + email);
        EventContext.acrossTenants(() -> jdbc.sql("delete from credential where account_id = ?")
                .param(without)
                .update());
        assertThat(Seen.of(browser().signIn("without-" + email, Api.PASSWORD))).isEqualTo(wrong);
        failUntilClosed(browser(), email);
        assertThat(Seen.of(browser().signIn(email, Api.PASSWORD))).isEqualTo(wrong);
        failUntilClosed(browser(), "nobody-" + email);
        assertThat(Seen.of(browser().signIn("nobody-" + email, Api.PASSWORD))).isEqualTo(wrong);
    }

    @Test
    void whoIsDeactivatedGetsNoTokenForWhatTheyHaveAlready() {
        UUID account = api.account(email);
        Browser browser = browser();
        Map<String, String> exchange = browser.exchange(browser.code(email, Api.PASSWORD));
        deactivated.accounts().add(account);
        assertThat(api.token(exchange).body()).contains("invalid_grant");
    }

    @Test
    void fewFailuresHarmNobody() {
        api.account(email);
        for (int i = 0; i < FREE; i++) {
            assertFailed(browser().signIn(email, "wrong password"));
        }
        assertSignedIn(browser().signIn(email.toUpperCase(Locale.ROOT), Api.PASSWORD));
        for (int i = 0; i < FREE; i++) {
            assertFailed(browser().signIn(email, "wrong password"));
        }
        assertSignedIn(browser().signIn(email, Api.PASSWORD));
    }

    @Test
    void accountThatWasTriedTooOftenIsClosedOnEveryInstance() {
        api.account(email);
        failUntilClosed(browser(), email);
        assertFailed(browser().signIn(email, Api.PASSWORD));
        try (ConfigurableApplicationContext other = anotherInstance()) {
            int port = other.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            assertFailed(new Browser(port).signIn(email, Api.PASSWORD));

            String second = "second-" + email;
            api.account(second);
            failUntilClosed(new Browser(port), second);
            assertFailed(browser().signIn(second, Api.PASSWORD));
        }
        jdbc.sql("update sign_in_guard set closed_until = now()").update();
        assertSignedIn(browser().signIn(email, Api.PASSWORD));
    }

    @Test
    void writingAnAddressInAnotherWayGivesNoFurtherGuesses() {
        api.account(email);
        failUntilClosed(browser(), email.replace('a', '\uff41').toUpperCase(Locale.ROOT));
        assertFailed(browser().signIn(email, Api.PASSWORD));
        jdbc.sql("update sign_in_guard set closed_until = now()").update();
        assertSignedIn(browser().signIn(email.replace('e', '\uff45'), Api.PASSWORD));
    }

    @Test
    void manyGuessesAtOnceAreNoMoreThanOneAfterTheOther() {
        UUID account = api.account(email);
        List<Future<HttpResponse<String>>> answers;
        try (var guessers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = IntStream.range(0, 12)
                    .mapToObj(i -> guessers.submit(() -> browser().signIn(email, "guess " + i)))
                    .toList();
        }
        answers.forEach(answer -> assertFailed(answer.resultNow()));
        List<String> events = attempts(account, 12);
        assertThat(events.stream().filter(event -> event.contains("WRONG_PASSWORD")))
                .hasSize(FREE + 1);
        assertThat(events.stream().filter(event -> event.contains("TOO_MANY_FAILURES")))
                .hasSize(12 - FREE - 1);
    }

    @Test
    void attemptsAreEventsThatSayNeitherAddressNorPassword() {
        UUID account = api.account(email);
        browser().signIn(email, "wrong password");
        browser().signIn(email, Api.PASSWORD);

        List<ConsumerRecord<String, byte[]>> records = ATTEMPTS.key("signin:" + account, 2);
        assertThat(records)
                .extracting(
                        each -> new String(each.headers().lastHeader("ce_type").value(), UTF_8))
                .containsExactly("users.signin.failed", "users.signin.succeeded");
        assertThat(attempts(account, 2))
                .allSatisfy(event -> assertThat(event)
                        .contains("\"tenant\":\"demo\"", account.toString())
                        .doesNotContain(email, "wrong password", Api.PASSWORD, "127.0.0.1"));
    }

    @Test
    void addressOfNobodyIsNotInTheEventEither() {
        String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
        browser().signIn(tenant, email, "wrong password");
        String event = new String(
                ATTEMPTS.until(1, each -> new String(each.value(), UTF_8).contains(tenant))
                        .getFirst()
                        .value(),
                UTF_8);
        assertThat(event)
                .contains("UNKNOWN_ACCOUNT", "\"who\":\"account-")
                .doesNotContain("accountId", email, email.substring(0, email.indexOf('@')));
    }

    private static List<String> attempts(UUID account, int count) {
        return ATTEMPTS.key("signin:" + account, count).stream()
                .map(each -> new String(each.value(), UTF_8))
                .toList();
    }

    private static void failUntilClosed(Browser browser, String email) {
        for (int i = 0; i <= FREE; i++) {
            assertFailed(browser.signIn(email, "wrong password"));
        }
    }

    private static void assertFailed(HttpResponse<String> answer) {
        assertThat(Browser.location(answer)).isEqualTo("/login?failed");
    }

    private static void assertSignedIn(HttpResponse<String> answer) {
        assertThat(Browser.location(answer)).isEqualTo("/login?done");
    }

    private static ConfigurableApplicationContext anotherInstance() {
        return new SpringApplicationBuilder(UserService.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + Servers.shared().jdbcUrl(),
                        "--spring.kafka.bootstrap-servers=" + Servers.shared().bootstrapServers(),
                        "--tideline.security.issuer=" + Tokens.issuer(),
                        "--tideline.signin.guard.per-account.first-delay=1h",
                        "--tideline.signin.guard.per-account.longest-delay=1h",
                        "--tideline.signin.guard.per-address.free=1000000",
                        "--tideline.signin.guard.per-address.lock-after=1000000");
    }
}
