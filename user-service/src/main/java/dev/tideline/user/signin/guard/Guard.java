package dev.tideline.user.signin.guard;

import java.time.Clock;
import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decides whether an attempt is looked at. Both are pseudonyms: what is guessed at, and where from; the former is locked first. */
@Component
@EnableConfigurationProperties(GuardProperties.class)
public class Guard {

    private final Tallies tallies;
    private final GuardProperties limits;
    private final Clock clock;

    Guard(Tallies tallies, GuardProperties limits, Clock clock) {
        this.tallies = tallies;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Counts an attempt as failed, in a transaction of its own. False if it is not to be looked at, because one before it failed too
     * recently; then it is not counted either, so that whoever keeps trying does not keep the owner out for ever.
     */
    @Transactional
    public boolean admit(String account, String address) {
        Instant now = clock.instant();
        Tally ofAccount = tallies.lock(account);
        Tally ofAddress = tallies.lock(address);
        if (ofAccount.isClosed(now) || ofAddress.isClosed(now)) {
            return false;
        }
        tallies.put(account, limits.perAccount().count(ofAccount, now));
        tallies.put(address, limits.perAddress().count(ofAddress, now));
        return true;
    }

    /** The attempt that was admitted succeeded. The address keeps its other failures: one's own account is no way to guess at others'. */
    @Transactional
    public void succeeded(String account, String address) {
        tallies.lock(account);
        Tally ofAddress = tallies.lock(address);
        tallies.put(account, Tally.NONE);
        tallies.put(address, ofAddress.takeBack());
    }

    /** Removes what makes no difference any more. */
    void prune() {
        Instant now = clock.instant();
        Instant forgotten = now.minus(limits.perAccount().forget());
        Instant forgottenToo = now.minus(limits.perAddress().forget());
        tallies.removeBefore(forgotten.isBefore(forgottenToo) ? forgotten : forgottenToo, now);
    }
}
