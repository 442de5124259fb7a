package dev.tideline.vault;

import dev.tideline.events.EventContext;
import dev.tideline.testing.servers.PostgresServer;
import dev.tideline.testing.servers.Servers;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A vault on a database of its own, for all that it needs does not fit beside what other tests have; and an account for each test. */
@SpringBootTest(classes = Vault.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
abstract class VaultTest {

    protected static final EventContext ADA = new EventContext(null, null, "acme", "ada", null, null);

    private static final PostgresServer POSTGRES = PostgresServer.temporary().start();

    protected final String account = UUID.randomUUID().toString();
    protected final Vault.Open open = new Vault.Open(account, "ada", new BigDecimal("39.80"));
    protected final Vault.Account opened = new Vault.Account(account, "ada", new BigDecimal("39.80"));

    @Autowired
    protected Vault.Accounts accounts;

    @Autowired
    protected Vault.AccountTable table;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        Vault.SETTINGS.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("spring.datasource.url", POSTGRES::jdbcUrl);
        registry.add("spring.kafka.bootstrap-servers", Servers.shared()::bootstrapServers);
    }

    @AfterEach
    void letTheTableGoOn() {
        table.goOn.countDown();
    }
}
