package dev.tideline.events.cqrs;

import dev.tideline.events.cqrs.Answer.Given;
import dev.tideline.events.store.Position;
import java.time.Duration;
import java.util.function.Supplier;

/** Has a query answered when the projection is as far as that asks for, if it gets there in time. */
record WaitForProjection(Supplier<Projected> projections, Duration patience) implements QueryMiddleware {

    @Override
    public <R> Answer<R> around(QueryCall<R> call, Next<R> next) {
        if (call.projection().isEmpty()) {
            return next.proceed();
        }
        return switch (call.freshness()) {
            case Freshness.Any _ -> next.proceed();
            case Freshness.AtLeast(Position position) ->
                reaches(call, position) ? next.proceed() : new Answer.NotYet<>(call.projection());
            case Freshness.Preferably(Position position) ->
                reaches(call, position) ? next.proceed() : stale(next.proceed());
        };
    }

    private boolean reaches(QueryCall<?> call, Position position) {
        return projections.get().reaches(call.projection(), position, patience);
    }

    private static <R> Answer<R> stale(Answer<R> answer) {
        return answer instanceof Given<R>(R value, boolean _) ? new Given<>(value, true) : answer;
    }
}
