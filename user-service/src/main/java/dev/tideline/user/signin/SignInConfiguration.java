package dev.tideline.user.signin;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
class SignInConfiguration {

    /** For everybody. A form that has lain open for too long is shown anew. */
    @Bean
    @Order(2)
    SecurityFilterChain signInChain(HttpSecurity http) {
        return http.securityMatcher("/login", "/logout")
                .authorizeHttpRequests(paths -> paths.anyRequest().permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login"))
                .exceptionHandling(
                        failures -> failures.accessDeniedHandler((_, response, _) -> response.sendRedirect("/login")))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")))
                .build();
    }
}
