package dev.tideline.user.signin.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.user.signin.secrets.MasterKeys;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final byte[] CONTENT = "private".getBytes(UTF_8);

    private final Seal seal = new Seal(MasterKeys.of((byte) 1));

    @Test
    void whatWasSealedIsOpenedUnderItsName() {
        byte[] sealed = seal.close("key", CONTENT);
        assertThat(seal.open("key", sealed)).isEqualTo(CONTENT);
        assertThat(new Seal(MasterKeys.of((byte) 1)).open("key", sealed)).isEqualTo(CONTENT);
        assertThat(new String(sealed, UTF_8)).doesNotContain("private");
        assertThat(seal.close("key", CONTENT)).isNotEqualTo(sealed);
    }

    @Test
    void anotherNameOrAnotherMasterKeyOpensNothing() {
        byte[] sealed = seal.close("key", CONTENT);
        assertThatThrownBy(() -> seal.open("other", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Seal(MasterKeys.of((byte) 2)).open("key", sealed))
                .hasMessageContaining("key")
                .hasMessageContaining("master-key");
        sealed[sealed.length - 1]++;
        assertThatThrownBy(() -> seal.open("key", sealed)).isInstanceOf(IllegalStateException.class);
    }
}
