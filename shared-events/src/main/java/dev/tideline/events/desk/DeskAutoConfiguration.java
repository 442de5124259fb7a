package dev.tideline.events.desk;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.delivery.Replay;
import jakarta.validation.Validator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.DispatcherServlet;

@AutoConfiguration(
        afterName = {
            "dev.tideline.events.delivery.DeliveryAutoConfiguration",
            "dev.tideline.events.web.WebAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, Validator.class, JdbcClient.class})
@ConditionalOnBean(Replay.class)
class DeskAutoConfiguration {

    @Bean
    Letters deadLetterDeskLetters(@Value("${spring.application.name}") String group, JdbcClient jdbc) {
        return new Letters(group, jdbc);
    }

    @Bean
    Desk deadLetterDesk(Letters letters, Replay replay, CloudEventsJson json, PlatformTransactionManager transactions) {
        return new Desk(letters, replay, json, new TransactionTemplate(transactions));
    }

    @Bean
    DeadLetterController deadLetterController(Desk desk, Letters letters) {
        return new DeadLetterController(desk, letters);
    }
}
