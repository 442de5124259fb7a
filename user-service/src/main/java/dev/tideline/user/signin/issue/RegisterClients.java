package dev.tideline.user.signin.issue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.events.security.TokenClaims;
import dev.tideline.user.signin.issue.IssueProperties.App;
import dev.tideline.user.signin.issue.IssueProperties.Service;
import dev.tideline.user.signin.personal.PersonalGrant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the clients in the database those of the configuration; one instance at a time. */
final class RegisterClients {

    private final RegisteredClientRepository clients;
    private final IssueProperties properties;
    private final PasswordEncoder secrets = PasswordEncoderFactories.createDelegatingPasswordEncoder();

    RegisterClients(RegisteredClientRepository clients, IssueProperties properties) {
        this.clients = clients;
        this.properties = properties;
    }

    void run(JdbcClient jdbc, TransactionOperations transaction) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("lock table oauth2_registered_client in share row exclusive mode")
                    .update();
            clients.save(personalTokens());
            properties.apps().forEach((id, app) -> clients.save(app(id, app)));
            properties.services().forEach((id, service) -> clients.save(service(id, service)));
        });
    }

    /** First-party, so nobody is asked for consent; it can keep no secret, so it has to prove that it is the one that asked. */
    private RegisteredClient app(String id, App app) {
        return client(id)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUris(uris -> uris.addAll(app.redirectUris()))
                .build();
    }

    private RegisteredClient service(String id, Service service) {
        ClientSettings.Builder settings = settings();
        if (service.tenant() != null) {
            settings.setting(TokenClaims.TENANT, service.tenant());
        }
        return client(id)
                .clientSettings(settings.build())
                .clientSecret(secrets.encode(service.secret()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(service.roles()))
                .build();
    }

    private RegisteredClient personalTokens() {
        return client(PersonalGrant.CLIENT)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(new AuthorizationGrantType(PersonalGrant.TYPE))
                .build();
    }

    /** Its row has the same id on whichever instance it was made. */
    private RegisteredClient.Builder client(String id) {
        return RegisteredClient.withId(
                        UUID.nameUUIDFromBytes(id.getBytes(UTF_8)).toString())
                .clientId(id)
                .clientSettings(settings().build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(properties.lifetime())
                        .authorizationCodeTimeToLive(properties.codeLifetime())
                        .build());
    }

    private static ClientSettings.Builder settings() {
        return ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false);
    }
}
