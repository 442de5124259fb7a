package dev.tideline.events.projection;

import dev.tideline.events.store.EventStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AutoConfiguration(afterName = "dev.tideline.events.store.StoreAutoConfiguration")
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean({EventStore.class, Projection.class})
@EnableConfigurationProperties(ProjectionProperties.class)
class ProjectionAutoConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    BringProjectionsOn bringProjectionsOn(
            List<Projection> projections,
            JdbcClient jdbc,
            EventStore store,
            PlatformTransactionManager transactions,
            ProjectionProperties properties) {
        return new BringProjectionsOn(
                projections.stream()
                        .map(each -> new Project(each, new Builds(jdbc), store, new TransactionTemplate(transactions)))
                        .toList(),
                properties.poll());
    }

    @Bean
    Projections projections(
            List<Projection> projections,
            JdbcClient jdbc,
            EventStore store,
            PlatformTransactionManager transactions,
            BringProjectionsOn bringing) {
        return new Projections(
                projections, new Builds(jdbc), store, new TransactionTemplate(transactions), bringing::wake);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Measured {

        @Bean
        MeterBinder projectionMetrics(BringProjectionsOn bringing) {
            return new ProjectionMetrics(bringing);
        }
    }
}
