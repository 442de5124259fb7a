package dev.tideline.testing.servers;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Points a Spring test at {@link Servers#shared()}: sets {@code spring.datasource.url}, {@code spring.kafka.bootstrap-servers} and a
 * Kafka Streams folder of the context's own, and has it believe {@link dev.tideline.testing.tokens.Tokens}. User and password stay those of the service, so that a test sees what its role may see.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithServers {}
