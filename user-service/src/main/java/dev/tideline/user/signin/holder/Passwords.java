package dev.tideline.user.signin.holder;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2id with a random salt; the name before each hash lets a later algorithm live beside it. */
@Component
class Passwords {

    private static final String ALGORITHM = "argon2id";

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            ALGORITHM, Map.of(ALGORITHM, Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    /** Each takes some megabytes: as many at a time as there are processors to make use of that. */
    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

    private final String nobodys = hash(UuidCreator.getRandomBased().toString());

    String hash(String password) {
        return inTurn(() -> String.valueOf(encoder.encode(password)));
    }

    /** False where there is no hash, after the same work. */
    boolean match(String password, @Nullable String hash) {
        return inTurn(() -> encoder.matches(password, hash == null ? nobodys : hash)) && hash != null;
    }

    private <R> R inTurn(Supplier<R> work) {
        turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
