package dev.tideline.user.signin.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient signing in is.
 *
 * @param perAccount failures at one account
 * @param perAddress failures from one network address, behind which there may be many people
 * @param pruneCheck how often what is forgotten is removed
 */
@ConfigurationProperties("tideline.signin.guard")
record GuardProperties(
        Limits perAccount,
        Limits perAddress,
        @DefaultValue("10m") Duration pruneCheck) {}
