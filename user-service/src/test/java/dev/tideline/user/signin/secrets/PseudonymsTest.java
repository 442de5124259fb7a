package dev.tideline.user.signin.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private final Pseudonyms pseudonyms = new Pseudonyms(MasterKeys.of((byte) 1));

    @Test
    void sameThingHasTheSamePseudonymUnderTheSameMasterKeyOnly() {
        String ada = pseudonyms.of("account", "ada@example.com");
        assertThat(ada).startsWith("account-").doesNotContain("ada");
        assertThat(new Pseudonyms(MasterKeys.of((byte) 1)).of("account", "ada@example.com"))
                .isEqualTo(ada);
        assertThat(new Pseudonyms(MasterKeys.of((byte) 2)).of("account", "ada@example.com"))
                .isNotEqualTo(ada);
        assertThat(pseudonyms.of("account", "grace@example.com")).isNotEqualTo(ada);
        assertThat(pseudonyms.of("network", "ada@example.com").substring("network-".length()))
                .isNotEqualTo(ada.substring("account-".length()));
    }

    @Test
    void masterKeyThatIsTooShortIsSaidByItsName() {
        assertThatThrownBy(() -> new MasterKey(new SecretProperties("c2hvcnQ=")))
                .hasMessageContaining("tideline.signin.secrets.master-key");
    }
}
