package dev.tideline.testing.tokens;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Tokens that a service under test takes, and some that it must not. Each is the compact form, to be shown as {@code Bearer}. */
public final class Tokens {

    public static final String TENANT = "demo";

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private Tokens() {}

    public static String user(UUID user) {
        return user(TENANT, user.toString());
    }

    public static String user(String tenant, String user) {
        return asUser(tenant, user).signed(TestIssuer.TRUSTED);
    }

    public static String operator(String tenant, String operator) {
        return new Claims(operator, tenant, List.of("user", "operator")).signed(TestIssuer.TRUSTED);
    }

    /** Of a client that acts for itself. */
    public static String service(String name, String... roles) {
        return new Claims(name, null, List.of(roles)).signed(TestIssuer.TRUSTED);
    }

    public static String expired(String tenant, String user) {
        return asUser(tenant, user).expiringIn(LIFETIME.negated()).signed(TestIssuer.TRUSTED);
    }

    /** Names the right key, but it was another that signed. */
    public static String forged(String tenant, String user) {
        return asUser(tenant, user).signed(TestIssuer.UNKNOWN);
    }

    /** Has no signature, and says so. */
    public static String unsigned(String tenant, String user) {
        return asUser(tenant, user).unsigned();
    }

    public static String ofIssuer(String issuer, String tenant, String user) {
        return asUser(tenant, user).from(issuer).signed(TestIssuer.TRUSTED);
    }

    public static String forAudience(String audience, String tenant, String user) {
        return asUser(tenant, user).to(audience).signed(TestIssuer.TRUSTED);
    }

    public static TokenSource source() {
        return new OfTestIssuer();
    }

    /** What the service under test has to be told to believe these. */
    public static String issuer() {
        return TestIssuer.NAME;
    }

    /** Likewise; the first who asks starts the server. */
    public static String jwkSetUri() {
        return KeyServer.URI;
    }

    private static Claims asUser(String tenant, String user) {
        return new Claims(user, tenant, List.of("user"));
    }
}
