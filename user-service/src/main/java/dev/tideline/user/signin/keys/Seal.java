package dev.tideline.user.signin.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.user.signin.secrets.MasterKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/** Encrypts with AES-GCM, bound to a name: what was sealed for one name does not open for another. */
@Component
class Seal {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    Seal(MasterKey master) {
        key = master.derive("AES", "signing keys");
    }

    byte[] close(String name, byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(content);
            return ByteBuffer.allocate(nonce.length + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] open(String name, byte[] sealed) {
        ByteBuffer all = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        all.get(nonce);
        byte[] encrypted = new byte[all.remaining()];
        all.get(encrypted);
        try {
            return cipher(Cipher.DECRYPT_MODE, name, nonce).doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Signing key " + name + " was sealed with another master key: tideline.signin.secrets.master-key",
                    e);
        }
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(UTF_8));
        return cipher;
    }
}
