package dev.tideline.user.signin.personal;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A token to be.
 *
 * @param name what it is for
 * @param days how long it can be used; 90 if not said
 */
record NewToken(
        @NotBlank @Size(max = 100) String name,
        @Nullable @Min(1) @Max(365) Integer days) {}
