/**
 * Makes a service a resource server, as soon as Spring Security's resource server is on its class path: whoever calls shows a token that
 * user-service signed, and tenant, user and roles are what the token says and nothing else.
 *
 * <p>Open are the health probes and the description of the interface. What lies under {@code /ops} and {@code /actuator} is for operators,
 * anything else for whoever has a token. A service that wants other rules for some of its paths brings a
 * {@link org.springframework.security.web.SecurityFilterChain} of its own for them. A service that signs tokens itself, which shows in a
 * {@link com.nimbusds.jose.jwk.source.JWKSource} among its beans, believes those and asks nobody for keys.
 */
@NullMarked
package dev.tideline.events.security;

import org.jspecify.annotations.NullMarked;
