package dev.tideline.events.commandlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.OnEventStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@OnEventStore
class PruneCommandsTest {

    private static final Instant NOW = Instant.parse("2001-01-31T00:00:00Z"); // before any other test's commands

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage
    static class App {}

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    private final String sender = UUID.randomUUID().toString();

    @Test
    void commandsAreRememberedForTheRetentionAndNoLonger() {
        insert("old", NOW.minus(Duration.ofDays(30)).minusMillis(1), 1);
        insert("young", NOW.minus(Duration.ofDays(30)), 1);
        assertThat(prune().run()).isOne();
        assertThat(left()).isOne();
    }

    @Test
    void manyAreDeletedToTheLast() {
        insert("old", NOW.minus(Duration.ofDays(40)), 2_500);
        assertThat(prune().run()).isEqualTo(2_500);
        assertThat(left()).isZero();
    }

    @Test
    void whatSomebodyElseHasLockedIsLeftForTheNextTime() {
        insert("old", NOW.minus(Duration.ofDays(40)), 2);
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("select from command where sender = ? and id = 'old1' for update")
                    .param(sender)
                    .query(_ -> {});
            assertThat(CompletableFuture.supplyAsync(() -> prune().run()).join())
                    .isOne();
        });
        assertThat(prune().run()).isOne();
    }

    private PruneCommands prune() {
        return new PruneCommands(jdbc, Duration.ofDays(30), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void insert(String id, Instant receivedAt, int many) {
        jdbc.sql("""
                        insert into command (sender, id, type, aggregate, payload, received_at, outcome, told)
                        select ?, ? || n, 'a.b.c.command', 'd', '{}', ?, 'accepted', '{}' from generate_series(1, ?) n
                        """)
                .params(sender, id, receivedAt.atOffset(ZoneOffset.UTC), many)
                .update();
    }

    private int left() {
        return jdbc.sql("select count(*) from command where sender = ?")
                .param(sender)
                .query(Integer.class)
                .single();
    }
}
