package dev.tideline.events.cqrs;

import dev.tideline.events.Command;
import dev.tideline.events.EventCatalogue;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Leads each command through all middleware to its handler. Finds the handlers when all beans are there, so that they may ask for it. */
final class HandlerCommandBus implements CommandBus, SmartInitializingSingleton {

    private static final HandlerOf.Form FORM = new HandlerOf.Form(CommandHandler.class, Command.class, Outcome.class);

    private final ListableBeanFactory beans;
    private final EventCatalogue catalogue;
    private final List<Middleware> middleware;
    private volatile HandlersByRecord handlers = HandlersByRecord.NONE;

    /** @param middleware the outermost first */
    HandlerCommandBus(ListableBeanFactory beans, EventCatalogue catalogue, List<Middleware> middleware) {
        this.beans = beans;
        this.catalogue = catalogue;
        this.middleware = middleware;
    }

    @Override
    public void afterSingletonsInstantiated() {
        handlers = HandlersByRecord.of(FORM, beans, catalogue);
    }

    @Override
    public <R> Outcome<R> send(CommandId id, Command command, Class<R> answer) {
        return send(id, command, answer, handlers.of(command, answer));
    }

    @Override
    public Outcome<?> send(CommandId id, Command command) {
        HandlerOf handler = handlers.of(command);
        return send(id, command, handler.answer(), handler);
    }

    private <R> Outcome<R> send(CommandId id, Command command, Class<R> answer, HandlerOf handler) {
        String type = catalogue.entryOf(command.getClass()).name().toString();
        return proceed(new CommandCall<>(id, type, command, answer), handler, 0);
    }

    @SuppressWarnings("unchecked") // the classes have been compared
    private <R> Outcome<R> proceed(CommandCall<R> call, HandlerOf handler, int step) {
        return step == middleware.size()
                ? (Outcome<R>) handler.handle(call.command())
                : middleware.get(step).around(call, () -> proceed(call, handler, step + 1));
    }
}
