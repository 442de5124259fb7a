package dev.tideline.events.cqrs;

import dev.tideline.events.EventContext;
import dev.tideline.events.Message;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says who may not have what done or answered; a bean. All of them are asked, for commands and queries alike as soon as they are
 * known to be valid, and the first objection counts: the command or query is then {@link Reason#FORBIDDEN}. What depends on how things are is the
 * handler's to decide.
 */
@FunctionalInterface
public interface Rule {

    /**
     * Why not, as a sentence for the sender; empty if this rule has nothing against it.
     *
     * @param sender who asks, and for which tenant: by the token over REST, by what the message says over a topic. Only a token has roles, so
     *     what takes one can be asked over REST only
     */
    Optional<String> objection(Message asked, EventContext sender);

    /** What of this kind may be asked only by somebody: a user, of a tenant. */
    static Rule notAnonymously(Predicate<Message> kind) {
        return (asked, sender) -> kind.test(asked) && (sender.tenant() == null || sender.user() == null)
                ? Optional.of("This takes a user and a tenant.")
                : Optional.empty();
    }
}
