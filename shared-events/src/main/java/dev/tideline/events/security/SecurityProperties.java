package dev.tideline.events.security;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are believed.
 *
 * @param issuer who must have issued a token, letter by letter
 * @param jwkSetUri where the issuer's public keys are
 * @param audience what a token must be meant for
 * @param keysTimeout how long the issuer may take to answer with its keys
 */
@ConfigurationProperties("tideline.security")
record SecurityProperties(
        @DefaultValue("http://localhost:8082") String issuer,
        @DefaultValue("http://localhost:8082/oauth2/jwks") URI jwkSetUri,
        @DefaultValue("tideline") String audience,
        @DefaultValue("3s") Duration keysTimeout) {}
