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
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
@EnableConfigurationProperties(CqrsProperties.class)
class CqrsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CommandBus commandBus(
            ListableBeanFactory beans,
            EventCatalogue catalogue,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<Rule> rules,
            ObjectProvider<Validator> validator,
            ObjectProvider<Middleware> more,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            JsonMapper json,
            CqrsProperties properties) {
        List<Middleware> middleware = Stream.of(
                        Stream.of(
                                new Observe(observations.getIfAvailable(() -> ObservationRegistry.NOOP)),
                                new RecordCommands(
                                        jdbc, new TransactionTemplate(transactions), json, properties.patience())),
                        validator.stream().map(Validate::new),
                        Stream.of(new ApplyRules(rules.orderedStream().toList())),
                        more.orderedStream())
                .<Middleware>flatMap(each -> each)
                .toList();
        return new HandlerCommandBus(beans, catalogue, middleware);
    }

    @Bean
    @ConditionalOnMissingBean
    QueryBus queryBus(
            ListableBeanFactory beans,
            EventCatalogue catalogue,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<Rule> rules,
            ObjectProvider<Validator> validator,
            ObjectProvider<QueryMiddleware> more,
            ObjectProvider<Projected> projections,
            CqrsProperties properties) {
        List<QueryMiddleware> middleware = Stream.of(
                        Stream.of(new Observe(observations.getIfAvailable(() -> ObservationRegistry.NOOP))),
                        validator.stream().map(Validate::new),
                        Stream.of(
                                new ApplyRules(rules.orderedStream().toList()),
                                new WaitForProjection(projections::getObject, properties.freshness())),
                        more.orderedStream())
                .<QueryMiddleware>flatMap(each -> each)
                .toList();
        return new HandlerQueryBus(
                beans, catalogue, middleware, name -> projections.stream().anyMatch(all -> all.exists(name)));
    }
}
