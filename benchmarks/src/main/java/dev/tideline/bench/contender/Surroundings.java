package dev.tideline.bench.contender;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a contender finds its servers, and which part of the work is its own this time. */
record Surroundings(Map<String, String> settings) {

    static final int CONNECTIONS = 40;
    static final String TOPIC = "bench.thing.v1";

    static Surroundings of(String... arguments) {
        return new Surroundings(Arrays.stream(arguments)
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    String contender() {
        return required("contender");
    }

    String jdbcUrl() {
        return required("jdbc");
    }

    String user() {
        return required("user");
    }

    /** Called as the database is. */
    String schema() {
        return jdbcUrl().substring(jdbcUrl().lastIndexOf('/') + 1);
    }

    String bootstrapServers() {
        return required("kafka");
    }

    /** Of this process alone, so that it starts at the beginning of the topic. */
    String group() {
        return required("group");
    }

    boolean consumes() {
        return !consumer().equals("none");
    }

    /** How it consumes: {@code none} where another measurement is on. */
    String consumer() {
        return settings.getOrDefault("consumer", "none");
    }

    /** Who carries the outbox to Kafka. */
    String relay() {
        return settings.getOrDefault("relay", "none");
    }

    /** How many events are on the topic already. */
    long expected() {
        return Long.parseLong(settings.getOrDefault("expected", "0"));
    }

    HikariDataSource connections() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl());
        config.setUsername(user());
        config.setPassword(user());
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    private String required(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + "= is missing");
        }
        return value;
    }
}
