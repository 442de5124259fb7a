package dev.tideline.user;

import dev.tideline.testing.tokens.Tokens;
import java.time.Instant;
import java.util.List;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** This service believes the tokens that it signs, and no others. */
public record OwnTokens(JwtEncoder encoder) {

    /** Of somebody who is an operator too. */
    public String operator(String tenant, String user) {
        return token(tenant, user, List.of("user", "operator"));
    }

    public String user(String tenant, String user) {
        return token(tenant, user, List.of("user"));
    }

    private String token(String tenant, String user, List<String> roles) {
        return encoder.encode(JwtEncoderParameters.from(JwtClaimsSet.builder()
                        .issuer(Tokens.issuer())
                        .subject(user)
                        .audience(List.of("tideline"))
                        .expiresAt(Instant.now().plusSeconds(600))
                        .claim("tenant", tenant)
                        .claim("roles", roles)
                        .build()))
                .getTokenValue();
    }
}
