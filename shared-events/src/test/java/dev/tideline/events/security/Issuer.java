package dev.tideline.events.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Signs tokens, and serves the key to check them with. */
record Issuer(RSAKey key) {

    static final String NAME = "https://issuer.test";

    static Issuer create() {
        try {
            return new Issuer(new RSAKeyGenerator(2_048).keyID("1").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JwtClaimsSet.Builder claims(String... roles) {
        return JwtClaimsSet.builder()
                .issuer(NAME)
                .subject("ada")
                .audience(List.of("others", "tideline"))
                .issuedAt(Instant.now().minusSeconds(600))
                .expiresAt(Instant.now().plusSeconds(600))
                .claim(TokenClaims.TENANT, "acme")
                .claim(TokenClaims.ROLES, List.of(roles));
    }

    String sign(JwtClaimsSet.Builder claims) {
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)))
                .encode(JwtEncoderParameters.from(claims.build()))
                .getTokenValue();
    }

    /** Returns where the key is. */
    String serve() throws IOException {
        byte[] keys = new JWKSet(key).toString().getBytes(UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            }
        });
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }
}
