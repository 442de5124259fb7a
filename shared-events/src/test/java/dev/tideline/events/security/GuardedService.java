package dev.tideline.events.security;

import dev.tideline.events.EventContext;
import dev.tideline.events.web.CurrentUser;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that asks for tokens, and has nothing else. */
@SpringBootConfiguration
@EnableAutoConfiguration(excludeName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@Import(GuardedService.Answers.class)
class GuardedService {

    @RestController
    static class Answers {

        @GetMapping("/api/context")
        String context() {
            EventContext context = EventContext.current();
            return context.tenant() + "/" + context.user() + context.roles();
        }

        @GetMapping("/api/me")
        String me(@CurrentUser String user) {
            return user;
        }

        @GetMapping("/api/account")
        String account(@CurrentUser UUID account) {
            return account.toString();
        }

        @GetMapping("/ops/lever")
        String lever() {
            return "pulled";
        }
    }
}
