package dev.tideline.user;

import dev.tideline.testing.tokens.TokenSource;
import dev.tideline.testing.tokens.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** This service believes the tokens that it signs, and no others. */
public record OwnTokens(JwtEncoder encoder) implements TokenSource {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String AUDIENCE = "tideline";

    @Override
    public String operator(String tenant, String operator) {
        return token(AUDIENCE, tenant, operator, List.of("user", "operator"), LIFETIME);
    }

    @Override
    public String user(String tenant, String user) {
        return user(AUDIENCE, tenant, user, LIFETIME);
    }

    @Override
    public String expired(String tenant, String user) {
        return user(AUDIENCE, tenant, user, LIFETIME.negated());
    }

    /** Its signature is that of another token. */
    @Override
    public String forged(String tenant, String user) {
        String wanted = user(tenant, user);
        String signed = user(tenant, UUID.randomUUID().toString());
        return wanted.substring(0, wanted.lastIndexOf('.')) + signed.substring(signed.lastIndexOf('.'));
    }

    @Override
    public String forAudience(String audience, String tenant, String user) {
        return user(audience, tenant, user, LIFETIME);
    }

    private String user(String audience, String tenant, String user, Duration expiresIn) {
        return token(audience, tenant, user, List.of("user"), expiresIn);
    }

    private String token(String audience, String tenant, String user, List<String> roles, Duration expiresIn) {
        return encoder.encode(JwtEncoderParameters.from(JwtClaimsSet.builder()
                        .issuer(Tokens.issuer())
                        .subject(user)
                        .audience(List.of(audience))
                        .expiresAt(Instant.now().plus(expiresIn))
                        .claim("tenant", tenant)
                        .claim("roles", roles)
                        .build()))
                .getTokenValue();
    }
}
