package dev.tideline.events.cqrs;

import dev.tideline.events.Command;
import dev.tideline.events.EventCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leads each command through all middleware to its handler. */
final class HandlerBus implements CommandBus {

    private final Map<Class<?>, HandlerOfCommand> handlers = new HashMap<>();
    private final EventCatalogue catalogue;
    private final List<Middleware> middleware;

    /** @param middleware the outermost first */
    HandlerBus(List<HandlerOfCommand> handlers, EventCatalogue catalogue, List<Middleware> middleware) {
        this.catalogue = catalogue;
        this.middleware = middleware;
        for (HandlerOfCommand handler : handlers) {
            catalogue.entryOf(handler.command());
            HandlerOfCommand other = this.handlers.putIfAbsent(handler.command(), handler);
            if (other != null) {
                throw new IllegalArgumentException(handler.command().getName() + " is handled by " + other.method()
                        + " and by " + handler.method() + "; one has to do");
            }
        }
    }

    @Override
    public <R> Outcome<R> send(CommandId id, Command command, Class<R> answer) {
        HandlerOfCommand handler = handlers.get(command.getClass());
        if (handler == null || handler.answer() != answer) {
            throw new IllegalArgumentException(
                    handler == null
                            ? "Nobody handles " + command.getClass().getName()
                            : handler.method() + " does not answer with " + answer.getName());
        }
        String type = catalogue.entryOf(command.getClass()).name().toString();
        return proceed(new CommandCall<>(id, type, command, answer), handler, 0);
    }

    private <R> Outcome<R> proceed(CommandCall<R> call, HandlerOfCommand handler, int step) {
        return step == middleware.size()
                ? handler.handle(call.command())
                : middleware.get(step).around(call, () -> proceed(call, handler, step + 1));
    }
}
