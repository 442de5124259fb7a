package dev.tideline.events.cqrs;

import dev.tideline.events.EventContext;
import dev.tideline.events.Message;
import java.util.List;
import java.util.Optional;

/** Stops what a {@link Rule} objects to. */
record ApplyRules(List<Rule> rules) implements Middleware, QueryMiddleware {

    @Override
    public <R> Outcome<R> around(CommandCall<R> call, Middleware.Next<R> next) {
        return objection(call.command())
                .map(why -> Outcome.<R>rejected(Reason.FORBIDDEN, why))
                .orElseGet(next::proceed);
    }

    @Override
    public <R> Answer<R> around(QueryCall<R> call, QueryMiddleware.Next<R> next) {
        return objection(call.query())
                .map(why -> Answer.<R>refused(Reason.FORBIDDEN, why))
                .orElseGet(next::proceed);
    }

    private Optional<String> objection(Message asked) {
        EventContext sender = EventContext.current();
        return rules.stream()
                .flatMap(rule -> rule.objection(asked, sender).stream())
                .findFirst();
    }
}
