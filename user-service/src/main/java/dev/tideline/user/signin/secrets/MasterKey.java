package dev.tideline.user.signin.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Derives a key for each purpose, so that no two purposes share one. */
@Component
@EnableConfigurationProperties(SecretProperties.class)
public class MasterKey {

    private static final int BYTES = 32;

    private final byte[] master;

    MasterKey(SecretProperties properties) {
        master = properties.masterKey() == null
                ? new byte[0]
                : Base64.getDecoder().decode(properties.masterKey());
        if (master.length != BYTES) {
            throw new IllegalArgumentException(
                    "tideline.signin.secrets.master-key has %d bytes, not %d; openssl rand -base64 32 makes one"
                            .formatted(master.length, BYTES));
        }
    }

    /** Always the same for the same purpose, as long as the master key is. */
    public SecretKey derive(String algorithm, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract().addIKM(master).thenExpand(purpose.getBytes(UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
