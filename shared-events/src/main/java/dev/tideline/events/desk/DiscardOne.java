package dev.tideline.events.desk;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

record DiscardOne(@NotBlank @Size(max = 500) String reason) {}
