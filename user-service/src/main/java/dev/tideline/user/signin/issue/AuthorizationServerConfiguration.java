package dev.tideline.user.signin.issue;

import dev.tideline.events.background.Recurring;
import dev.tideline.user.signin.personal.PersonalTokens;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.JdbcRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssueProperties.class)
class AuthorizationServerConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(
            HttpSecurity http,
            RegisteredClientRepository clients,
            PersonalTokens personalTokens,
            OAuth2TokenGenerator<?> generator) {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(
                        server,
                        it -> it.clientAuthentication(
                                        client -> client.authenticationConverter(ReadPersonalTokenRequest::client)
                                                .authenticationProvider(new KnowPersonalTokenClient(clients)))
                                .tokenEndpoint(token -> token.accessTokenRequestConverter(
                                                ReadPersonalTokenRequest::grant)
                                        .authenticationProvider(new ExchangePersonalToken(personalTokens, generator))))
                .authorizeHttpRequests(paths -> paths.anyRequest().authenticated())
                .exceptionHandling(failures -> failures.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        PathPatternRequestMatcher.withDefaults().matcher("/oauth2/authorize")))
                .build();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(@Value("${tideline.security.issuer}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    /** Tokens that say themselves what they are worth; nothing that could be had anew for ever. */
    @Bean
    OAuth2TokenGenerator<?> tokenGenerator(JwtEncoder encoder, FillToken fill) {
        JwtGenerator generator = new JwtGenerator(encoder);
        generator.setJwtCustomizer(fill);
        return generator;
    }

    @Bean
    @DependsOnDatabaseInitialization
    RegisteredClientRepository registeredClients(
            JdbcTemplate template, JdbcClient jdbc, TransactionOperations transaction, IssueProperties properties) {
        RegisteredClientRepository clients = new JdbcRegisteredClientRepository(template);
        new RegisterClients(clients, properties).run(jdbc, transaction);
        return clients;
    }

    @Bean
    @DependsOnDatabaseInitialization
    OAuth2AuthorizationService authorizations(JdbcTemplate jdbc, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationService(jdbc, clients);
    }

    @Bean
    @DependsOnDatabaseInitialization
    OAuth2AuthorizationConsentService consents(JdbcTemplate jdbc, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationConsentService(jdbc, clients);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Recurring forgetAuthorizations(JdbcClient jdbc, Clock clock, IssueProperties properties) {
        ForgetAuthorizations forget = new ForgetAuthorizations(jdbc, clock);
        return new Recurring("authorizations-forget", properties.forgetCheck(), () -> {
            forget.run();
            return properties.forgetCheck();
        });
    }
}
