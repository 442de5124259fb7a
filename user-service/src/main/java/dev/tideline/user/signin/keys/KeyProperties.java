package dev.tideline.user.signin.keys;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long keys live.
 *
 * @param rotation a new key signs after so long
 * @param keep for how long the one before is still published; longer than any token is valid, and clocks differ
 * @param check how often it is looked whether it is time
 */
@ConfigurationProperties("tideline.signin.keys")
record KeyProperties(
        @DefaultValue("30d") Duration rotation,
        @DefaultValue("2h") Duration keep,
        @DefaultValue("10m") Duration check) {}
