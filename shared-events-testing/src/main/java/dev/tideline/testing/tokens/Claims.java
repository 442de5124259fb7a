package dev.tideline.testing.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a token is going to say. */
record Claims(
        String subject,
        @Nullable String tenant,
        List<String> roles,
        String issuer,
        String audience,
        Duration expiresIn) {

    private static final JsonMapper JSON = new JsonMapper();

    Claims(String subject, @Nullable String tenant, List<String> roles) {
        this(subject, tenant, roles, TestIssuer.NAME, "tideline", Duration.ofMinutes(10));
    }

    Claims from(String other) {
        return new Claims(subject, tenant, roles, other, audience, expiresIn);
    }

    Claims to(String other) {
        return new Claims(subject, tenant, roles, issuer, other, expiresIn);
    }

    Claims expiringIn(Duration other) {
        return new Claims(subject, tenant, roles, issuer, audience, other);
    }

    String signed(TestIssuer by) {
        String content = content(Map.of("alg", "RS256", "typ", "JWT", "kid", TestIssuer.KEY_ID));
        return content + "." + by.sign(content);
    }

    String unsigned() {
        return content(Map.of("alg", "none")) + ".";
    }

    private String content(Map<String, String> header) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", subject);
        claims.put("aud", List.of(audience));
        claims.put("iat", now.minus(expiresIn.abs()).getEpochSecond());
        claims.put("exp", now.plus(expiresIn).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("roles", roles);
        if (tenant != null) {
            claims.put("tenant", tenant);
        }
        return encode(header) + "." + encode(claims);
    }

    private static String encode(Object value) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JSON.writeValueAsString(value).getBytes(UTF_8));
    }
}
