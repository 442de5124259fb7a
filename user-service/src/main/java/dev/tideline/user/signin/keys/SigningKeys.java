package dev.tideline.user.signin.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The keys there are, the newest first. */
@Repository
class SigningKeys implements JWKSource<SecurityContext> {

    private static final int BITS = 2_048;

    private final JdbcClient jdbc;
    private final Seal seal;
    private final Map<String, RSAKey> opened = new ConcurrentHashMap<>();

    SigningKeys(JdbcClient jdbc, Seal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> keys = all().stream().<JWK>map(this::open).toList();
        opened.keySet().retainAll(keys.stream().map(JWK::getKeyID).toList());
        return selector.select(new JWKSet(keys));
    }

    List<SealedKey> all() {
        return jdbc.sql("select id, sealed, created_at from signing_key order by created_at desc, id desc")
                .query((row, _) -> key(row))
                .list();
    }

    void create(String id, Instant now) {
        byte[] sealed = seal.close(id, generate(id).toJSONString().getBytes(UTF_8));
        jdbc.sql("insert into signing_key (id, sealed, created_at) values (?, ?, ?)")
                .params(id, sealed, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(String id) {
        jdbc.sql("delete from signing_key where id = ?").param(id).update();
    }

    private RSAKey open(SealedKey key) {
        return opened.computeIfAbsent(key.id(), id -> {
            try {
                return RSAKey.parse(new String(seal.open(id, key.sealed()), UTF_8));
            } catch (ParseException e) {
                throw new IllegalStateException("Signing key " + id + " is no key", e);
            }
        });
    }

    private static RSAKey generate(String id) {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SealedKey key(ResultSet row) throws SQLException {
        return new SealedKey(
                row.getString("id"),
                row.getBytes("sealed"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
