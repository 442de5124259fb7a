package dev.tideline.events.cqrs;

import dev.tideline.events.Command;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.methods.MarkedMethods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Leads each command through all middleware to its handler. Finds the handlers when all beans are there, so that they may ask for it. */
final class HandlerBus implements CommandBus, SmartInitializingSingleton {

    private final ListableBeanFactory beans;
    private final EventCatalogue catalogue;
    private final List<Middleware> middleware;
    private volatile Map<Class<?>, HandlerOfCommand> handlers = Map.of();

    /** @param middleware the outermost first */
    HandlerBus(ListableBeanFactory beans, EventCatalogue catalogue, List<Middleware> middleware) {
        this.beans = beans;
        this.catalogue = catalogue;
        this.middleware = middleware;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<Class<?>, HandlerOfCommand> found = new HashMap<>();
        for (HandlerOfCommand handler : new MarkedMethods(CommandHandler.class).of(beans, HandlerOfCommand::of)) {
            catalogue.entryOf(handler.command());
            HandlerOfCommand other = found.putIfAbsent(handler.command(), handler);
            if (other != null) {
                throw new IllegalArgumentException("%s is handled by %s and by %s; one has to do"
                        .formatted(handler.command().getName(), other.method(), handler.method()));
            }
        }
        handlers = Map.copyOf(found);
    }

    @Override
    public <R> Outcome<R> send(CommandId id, Command command, Class<R> answer) {
        HandlerOfCommand handler = handlers.get(command.getClass());
        if (handler == null) {
            throw new IllegalArgumentException(
                    "Nobody handles " + command.getClass().getName());
        }
        if (handler.answer() != answer) {
            throw new IllegalArgumentException(handler.method() + " does not answer with " + answer.getName());
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
