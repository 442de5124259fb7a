package dev.tideline.user.signin.holder;

import java.util.UUID;

/** Who somebody with an e-mail address and a password is. Not to be told to whoever tries. */
public sealed interface Recognition {

    record Recognised(Holder holder) implements Recognition {}

    record Unknown() implements Recognition {}

    record WrongPassword(UUID account) implements Recognition {}

    record Deactivated(UUID account) implements Recognition {}
}
