package dev.tideline.testing.tokens;

/** Makes the tokens that one service under test believes, and others that it must not. */
public interface TokenSource {

    String user(String tenant, String user);

    /** Of somebody who is a user too. */
    String operator(String tenant, String operator);

    String expired(String tenant, String user);

    /** Names the right key, but has the wrong signature. */
    String forged(String tenant, String user);

    String forAudience(String audience, String tenant, String user);
}
