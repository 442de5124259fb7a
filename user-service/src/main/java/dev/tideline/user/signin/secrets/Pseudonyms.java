package dev.tideline.user.signin.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * Stands for something that must not be written down, always the same for the same thing. Without the master key nobody can tell what a
 * pseudonym stands for, not even by trying all e-mail addresses there are.
 */
@Component
public class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final SecretKey key;

    Pseudonyms(MasterKey master) {
        key = master.derive(ALGORITHM, "pseudonyms");
    }

    public String of(String kind, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal((kind + "\n" + value).getBytes(UTF_8));
            return kind + "-" + HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
