package dev.tideline.proving.ledger;

import dev.tideline.events.outbox.Outbox;
import java.io.IOException;
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

    @Bean
    Load load(Postings postings, Journal journal, LoadProperties properties) {
        return new Load(postings, journal, properties);
    }
}
