package dev.tideline.user.account;

import dev.tideline.events.EventContext;
import dev.tideline.events.Message;
import dev.tideline.events.cqrs.Rule;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps to operators who gets, or gets back, an account of their tenant. */
@Component
class OperatorsOnly implements Rule {

    @Override
    public Optional<String> objection(Message asked, EventContext sender) {
        boolean forOperators = asked instanceof RegisterAccount || asked instanceof ReactivateAccount;
        return forOperators && !Permission.isOperator(sender)
                ? Optional.of("This takes an operator of the tenant.")
                : Optional.empty();
    }
}
