package dev.tideline.user.account;

import dev.tideline.events.Command;
import java.util.UUID;

/** What can be asked of an account. */
sealed interface AccountCommand extends Command
        permits RegisterAccount, ChangeEmail, RenameAccount, DeactivateAccount, ReactivateAccount {

    UUID accountId();

    @Override
    default String aggregateId() {
        return accountId().toString();
    }
}
