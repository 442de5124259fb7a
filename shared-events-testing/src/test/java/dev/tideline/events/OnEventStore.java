package dev.tideline.events;

import dev.tideline.testing.servers.WithServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** A Spring test with event store and commands, in the schema of user-service. */
@SpringBootTest(
        properties = {
            "spring.application.name=kept",
            "spring.config.import=classpath:tideline-defaults.yaml",
            "spring.datasource.username=user_service",
            "spring.datasource.password=user_service",
            "spring.datasource.hikari.maximum-pool-size=20",
            "spring.flyway.locations=classpath:db/shared-events/outbox,classpath:db/shared-events/store,classpath:db/shared-events/cqrs,classpath:db/shared-events/projection",
            "spring.main.web-application-type=none",
            "tideline.relay.enabled=false",
            "tideline.requests.commands=false",
            "tideline.cqrs.patience=2s"
        })
@WithServers
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnEventStore {}
