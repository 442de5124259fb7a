package dev.tideline.user.signin.keys;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the next key when it is time and removes those whose tokens have all expired; one instance at a time. */
final class RotateKeys {

    private final JdbcClient jdbc;
    private final SigningKeys keys;
    private final KeyProperties properties;
    private final TransactionOperations transaction;
    private final Clock clock;

    RotateKeys(
            JdbcClient jdbc,
            SigningKeys keys,
            KeyProperties properties,
            TransactionOperations transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.properties = properties;
        this.transaction = transaction;
        this.clock = clock;
    }

    void run() {
        run(false);
    }

    /** The next key signs from now on, whatever time it is. */
    void now() {
        run(true);
    }

    private void run(boolean atOnce) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("lock table signing_key in share row exclusive mode").update();
            Instant now = clock.instant();
            List<SealedKey> present = keys.all();
            if (atOnce || isTime(present, now)) {
                keys.create(UuidCreator.getTimeOrderedEpoch().toString(), now);
            }
            superseded(present, now).forEach(key -> keys.delete(key.id()));
        });
    }

    private boolean isTime(List<SealedKey> newestFirst, Instant now) {
        return newestFirst.isEmpty()
                || !newestFirst
                        .getFirst()
                        .createdAt()
                        .plus(properties.rotation())
                        .isAfter(now);
    }

    /** Those that have signed nothing for so long that nothing of it is valid. */
    private List<SealedKey> superseded(List<SealedKey> newestFirst, Instant now) {
        int fresh = 0;
        while (fresh < newestFirst.size()
                && newestFirst.get(fresh).createdAt().plus(properties.keep()).isAfter(now)) {
            fresh++;
        }
        return newestFirst.subList(Math.min(fresh + 1, newestFirst.size()), newestFirst.size());
    }
}
