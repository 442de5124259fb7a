package dev.tideline.user.account;

import dev.tideline.events.EventType;
import dev.tideline.events.Query;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Accounts whose name or e-mail address has words that begin like that, or nearly. */
@EventType("users.account.search.query")
record SearchAccounts(
        @NotBlank @Size(max = 100) String text,
        @Min(1) @Max(100) int limit) implements Query {

    /** The best first. */
    record Found(List<Profile> accounts) {}

    @Override
    public String aggregateId() {
        return text;
    }
}
