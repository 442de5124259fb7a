package dev.tideline.user.signin.issue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * To whom tokens are issued, and for how long. Clients are added and changed at the start; one that is no longer here stays until its row
 * is deleted.
 *
 * @param lifetime of a token; nothing takes one back before
 * @param codeLifetime in which an application has to exchange its code
 * @param apps applications of people, by their client id
 * @param services that act for themselves, by their client id
 * @param forgetCheck how often what has expired is removed
 */
@ConfigurationProperties("tideline.signin.issue")
record IssueProperties(
        @DefaultValue("10m") Duration lifetime,
        @DefaultValue("1m") Duration codeLifetime,
        @DefaultValue Map<String, App> apps,
        @DefaultValue Map<String, Service> services,
        @DefaultValue("1h") Duration forgetCheck) {

    /** @param redirectUris where a code may be sent, letter by letter */
    record App(Set<String> redirectUris) {}

    /**
     * A confidential client.
     *
     * @param secret long and random
     * @param roles that it may ask for as scopes
     * @param tenant that it acts for; null if for none, and so for what is no tenant's
     */
    record Service(
            String secret,
            @DefaultValue Set<String> roles,
            @Nullable String tenant) {

        @Override
        public String toString() {
            return "Service[roles=" + roles + ", tenant=" + tenant + "]";
        }
    }
}
