package dev.tideline.user.account;

import dev.tideline.events.EventContext;
import dev.tideline.events.security.Roles;
import java.util.UUID;

/** Who, of a tenant, may do with its accounts what is not everybody's. */
final class Permission {

    private Permission() {}

    /** Its owner, or an operator. */
    static boolean of(EventContext asker, UUID account) {
        return isOperator(asker) || account.toString().equals(asker.user());
    }

    static boolean isOperator(EventContext asker) {
        return asker.tenant() != null && asker.roles().contains(Roles.OPERATOR);
    }
}
