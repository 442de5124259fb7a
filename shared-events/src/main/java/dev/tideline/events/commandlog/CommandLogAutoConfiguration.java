package dev.tideline.events.commandlog;

import dev.tideline.events.EventContext;
import dev.tideline.events.background.Recurring;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.OnCommandHandlers;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(
        afterName = {"dev.tideline.events.cqrs.CqrsAutoConfiguration", "dev.tideline.events.web.WebAutoConfiguration"})
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean(CommandBus.class)
@Conditional(OnCommandHandlers.class)
@EnableConfigurationProperties(CommandLogProperties.class)
class CommandLogAutoConfiguration {

    @Bean
    CommandLog commandLog(JdbcClient jdbc, JsonMapper json) {
        return new CommandLog(jdbc, json);
    }

    @Bean
    PruneCommands pruneCommandTable(JdbcClient jdbc, Clock clock, CommandLogProperties properties) {
        return new PruneCommands(jdbc, properties.retention(), clock);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Recurring pruneCommands(PruneCommands prune, CommandLogProperties properties) {
        return new Recurring("commands-prune", properties.prune(), () -> {
            EventContext.acrossTenants(prune::run);
            return properties.prune();
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(DispatcherServlet.class)
    static class OverRest {

        @Bean
        CommandLogController commandLogController(CommandLog log) {
            return new CommandLogController(log);
        }
    }
}
