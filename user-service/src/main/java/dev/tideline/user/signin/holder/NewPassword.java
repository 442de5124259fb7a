package dev.tideline.user.signin.holder;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What the owner of an account says to change the password. */
record NewPassword(
        @NotNull @Size(max = 128) String current,
        @NotNull @Size(min = 12, max = 128) String password) {

    @Override
    public String toString() {
        return "NewPassword[…]";
    }
}
