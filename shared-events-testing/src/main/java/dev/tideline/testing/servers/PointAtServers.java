package dev.tideline.testing.servers;

import dev.tideline.testing.tokens.Tokens;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** A record, because equal customizers let tests share a context. */
record PointAtServers() implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration test) {
        var servers = Servers.shared();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "servers",
                        Map.of(
                                "spring.datasource.url", servers.jdbcUrl(),
                                "spring.kafka.bootstrap-servers", servers.bootstrapServers(),
                                "spring.kafka.streams.state-dir",
                                        Folders.untilExit("streams").toString(),
                                "tideline.security.issuer", Tokens.issuer(),
                                "tideline.security.jwk-set-uri", Tokens.jwkSetUri())));
    }
}
