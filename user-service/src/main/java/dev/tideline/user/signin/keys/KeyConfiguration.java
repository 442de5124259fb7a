package dev.tideline.user.signin.keys;

import dev.tideline.events.background.Recurring;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyProperties.class)
class KeyConfiguration {

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(List::getFirst);
        return encoder;
    }

    /** There is a key before anybody can ask for a token. */
    @Bean
    @DependsOnDatabaseInitialization
    RotateKeys rotateKeys(
            JdbcClient jdbc,
            SigningKeys keys,
            KeyProperties properties,
            TransactionOperations transaction,
            Clock clock) {
        RotateKeys rotate = new RotateKeys(jdbc, keys, properties, transaction, clock);
        rotate.run();
        return rotate;
    }

    @Bean
    Recurring rotateSigningKeys(RotateKeys rotate, KeyProperties properties) {
        return new Recurring("signing-keys-rotate", properties.check(), () -> {
            rotate.run();
            return properties.check();
        });
    }
}
