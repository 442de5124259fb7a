package dev.tideline.notification;

import dev.tideline.testing.rest.RestManners;
import dev.tideline.testing.tokens.Tokens;
import org.junit.jupiter.api.Test;

class NotificationRestTest extends RestManners {

    @Override
    protected String readablePath() {
        return "/api/notifications";
    }

    @Test
    void limitThatIsNoneIsA400Problem() {
        problem(http.get().uri("/api/notifications?limit=-1"), 400);
    }

    @Test
    void serviceThatActsForItselfHasNoNotifications() {
        String service = "Bearer " + Tokens.service("nightly-export", "user");
        problem(http.get().uri("/api/notifications").header("Authorization", service), 400);
    }
}
