package dev.tideline.user.signin.secrets;

import java.util.Arrays;
import java.util.Base64;

/** Master keys for tests of what is derived from them. */
public final class MasterKeys {

    private MasterKeys() {}

    public static MasterKey of(byte each) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, each);
        return new MasterKey(new SecretProperties(Base64.getEncoder().encodeToString(bytes)));
    }
}
