package dev.tideline.user.account;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

record NewEmail(@NotBlank @Email @Size(max = 254) String email) {}
