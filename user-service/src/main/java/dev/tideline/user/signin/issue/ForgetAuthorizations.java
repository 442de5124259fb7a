package dev.tideline.user.signin.issue;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes what the authorization server keeps of codes and tokens that have all expired. */
record ForgetAuthorizations(JdbcClient jdbc, Clock clock) {

    private static final Duration GRACE = Duration.ofHours(1);

    void run() {
        jdbc.sql("""
                        delete from oauth2_authorization
                        where greatest(authorization_code_expires_at, access_token_expires_at, refresh_token_expires_at) < ?
                        """)
                .param(clock.instant().minus(GRACE).atOffset(ZoneOffset.UTC))
                .update();
    }
}
