package dev.tideline.testing.tokens;

/** What every service believes that does not sign tokens itself. */
record OfTestIssuer() implements TokenSource {

    @Override
    public String user(String tenant, String user) {
        return Tokens.user(tenant, user);
    }

    @Override
    public String operator(String tenant, String operator) {
        return Tokens.operator(tenant, operator);
    }

    @Override
    public String expired(String tenant, String user) {
        return Tokens.expired(tenant, user);
    }

    @Override
    public String forged(String tenant, String user) {
        return Tokens.forged(tenant, user);
    }

    @Override
    public String forAudience(String audience, String tenant, String user) {
        return Tokens.forAudience(audience, tenant, user);
    }
}
