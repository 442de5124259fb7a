package dev.tideline.proving.ledger;

import dev.tideline.events.outbox.Outbox;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootApplication
@EnableConfigurationProperties(LoadProperties.class)
class Ledger {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(Ledger.class)
                .properties("spring.config.name=ledger")
                .run(arguments);
    }

    @Bean
    Postings postings(JdbcClient jdbc, Outbox outbox, PlatformTransactionManager transactions, Journal journal) {
        return new Postings(jdbc, outbox, new TransactionTemplate(transactions), journal);
    }

    @Bean
    Journal journal(LoadProperties properties) throws IOException {
        return Journal.open(properties.journal());
    }

    /** A clock that is wrong. */
    @Bean
    Clock clock(LoadProperties properties) {
        return Clock.offset(Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000)), properties.skew());
    }

    @Bean
    Load load(Postings postings, Journal journal, LoadProperties properties, Clock clock) {
        return new Load(postings, journal, properties, clock);
    }
}
