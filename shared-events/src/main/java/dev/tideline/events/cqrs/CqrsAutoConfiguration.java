package dev.tideline.events.cqrs;

import dev.tideline.events.EventCatalogue;
import io.micrometer.observation.ObservationRegistry;
import jakarta.validation.Validator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        })
@ConditionalOnClass({JdbcClient.class, Validator.class})
@ConditionalOnBean({JdbcClient.class, JsonMapper.class})
class CqrsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CommandBus commandBus(
            ListableBeanFactory beans,
            EventCatalogue catalogue,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<Validator> validator,
            ObjectProvider<Middleware> more,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            JsonMapper json) {
        List<Middleware> middleware = Stream.of(
                        Stream.of(
                                new ObserveCommands(observations.getIfAvailable(() -> ObservationRegistry.NOOP)),
                                new RecordCommands(jdbc, new TransactionTemplate(transactions), json)),
                        validator.stream().map(ValidateCommands::new),
                        more.orderedStream())
                .<Middleware>flatMap(each -> each)
                .toList();
        return new HandlerBus(beans, catalogue, middleware);
    }
}
