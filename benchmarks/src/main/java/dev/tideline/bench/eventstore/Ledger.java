package dev.tideline.bench.eventstore;

import dev.tideline.events.projection.Projections;
import dev.tideline.events.store.Append;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Snapshots;
import dev.tideline.events.store.StreamId;
import dev.tideline.testing.servers.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A small service on the event store, as any other. */
record Ledger(ConfigurableApplicationContext context) implements AutoCloseable {

    static final int WRITERS = 8;

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    @EnableAutoConfiguration
    @Import(ProjectBalances.class)
    static class App {}

    static Ledger on(PostgresServer postgres) {
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("spring.application.name", "ledger"),
                Map.entry("spring.config.import", "classpath:tideline-defaults.yaml"),
                Map.entry("spring.main.web-application-type", "none"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.autoconfigure.exclude", ofPeers()),
                Map.entry("spring.datasource.url", postgres.jdbcUrl() + "?reWriteBatchedInserts=true"),
                Map.entry("spring.datasource.username", "user_service"),
                Map.entry("spring.datasource.password", "user_service"),
                Map.entry("spring.datasource.hikari.maximum-pool-size", 2 * WRITERS),
                Map.entry(
                        "spring.flyway.locations",
                        "classpath:db/shared-events/outbox,classpath:db/shared-events/store,classpath:db/shared-events/cqrs,"
                                + "classpath:db/shared-events/projection,classpath:db/ledger"),
                Map.entry("tideline.relay.enabled", false),
                Map.entry("logging.level.root", "warn"));
        return new Ledger(new SpringApplicationBuilder(App.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new)));
    }

    /** They are on the class path too. */
    private static String ofPeers() {
        return ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
                .filter(each -> each.startsWith("io.namastack.") || each.startsWith("org.springframework.modulith."))
                .collect(Collectors.joining(","));
    }

    EventStore store() {
        return context.getBean(EventStore.class);
    }

    Snapshots snapshots() {
        return context.getBean(Snapshots.class);
    }

    Projections projections() {
        return context.getBean(Projections.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    DataSource database() {
        return context.getBean(DataSource.class);
    }

    TransactionTemplate transactions() {
        return context.getBean(TransactionTemplate.class);
    }

    /** In one transaction, to a stream that is there or not. */
    void post(String account, long version, int events) {
        transactions().executeWithoutResult(_ -> {
            List<Posted> posted =
                    IntStream.range(0, events).mapToObj(_ -> Posted.to(account)).toList();
            if (!(store().append(stream(account), version, posted) instanceof Append.Appended)) {
                throw new IllegalStateException(account + " is not at version " + version);
            }
        });
    }

    static StreamId stream(String account) {
        return new StreamId("account", account);
    }

    @Override
    public void close() {
        context.close();
    }
}
