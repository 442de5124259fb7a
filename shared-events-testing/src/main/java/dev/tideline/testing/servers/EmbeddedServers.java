package dev.tideline.testing.servers;

import java.util.concurrent.CompletableFuture;

record EmbeddedServers(PostgresServer postgres, KafkaServer kafka) implements Servers {

    static EmbeddedServers start() {
        var servers = new EmbeddedServers(PostgresServer.temporary(), KafkaServer.temporary());
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop-servers"));
        var database = CompletableFuture.runAsync(servers.postgres::start);
        servers.kafka.start();
        database.join();
        return servers;
    }

    @Override
    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    private void close() {
        kafka.close();
        postgres.close();
    }
}
