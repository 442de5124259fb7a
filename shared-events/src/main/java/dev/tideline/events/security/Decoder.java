package dev.tideline.events.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/** Makes what reads tokens, and refuses those that are another's, for another, from another time or for ever. */
final class Decoder {

    private Decoder() {}

    /** @param own where the service signs tokens itself, so that nobody needs to be asked for keys */
    static JwtDecoder of(SecurityProperties properties, @Nullable JWKSource<SecurityContext> own) {
        NimbusJwtDecoder decoder = own == null
                ? NimbusJwtDecoder.withJwkSetUri(properties.jwkSetUri().toString())
                        .restOperations(patientFor(properties))
                        .build()
                : NimbusJwtDecoder.withJwkSource(own).build();
        decoder.setJwtValidator(valid(properties));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> valid(SecurityProperties properties) {
        return new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(properties.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(properties.audience())),
                new JwtClaimValidator<>(JwtClaimNames.EXP, expiry -> expiry != null));
    }

    private static RestTemplate patientFor(SecurityProperties properties) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(properties.keysTimeout());
        requests.setReadTimeout(properties.keysTimeout());
        return new RestTemplate(requests);
    }
}
