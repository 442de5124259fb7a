package dev.tideline.user.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

record NewName(@NotBlank @Size(max = 200) String name) {}
