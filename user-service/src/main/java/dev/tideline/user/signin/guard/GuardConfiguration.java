package dev.tideline.user.signin.guard;

import dev.tideline.events.background.Recurring;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Recurring pruneSignInGuard(Guard guard, GuardProperties properties) {
        return new Recurring("sign-in-guard-prune", properties.pruneCheck(), () -> {
            guard.prune();
            return properties.pruneCheck();
        });
    }
}
