package dev.tideline.user.signin.holder;

import dev.tideline.events.security.Roles;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;

/** What an operator gives an account to sign in with. */
record NewCredential(
        @NotNull @Size(min = 12, max = 128) String password,
        @NotEmpty Set<@NotNull @Pattern(regexp = Roles.USER + "|" + Roles.OPERATOR) String> roles) {

    @Override
    public String toString() {
        return "NewCredential[roles=" + roles + "]";
    }
}
