package dev.tideline.proving.reader;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootApplication
class Reader {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(Reader.class)
                .properties("spring.config.name=reader")
                .run(arguments);
    }

    @Bean
    Trace trace(JdbcClient jdbc, PlatformTransactionManager transactions, @Value("${proving.replica}") String replica) {
        TransactionTemplate apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new Trace(jdbc, apart, replica);
    }
}
