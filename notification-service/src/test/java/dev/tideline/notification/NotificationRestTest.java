package dev.tideline.notification;

import dev.tideline.testing.rest.RestManners;
import org.junit.jupiter.api.Test;

class NotificationRestTest extends RestManners {

    @Override
    protected String readablePath() {
        return "/api/notifications";
    }

    @Test
    void callerWhoDoesNotSayWhoIsA400Problem() {
        problem(http.get().uri("/api/notifications"), 400);
        problem(http.get().uri("/api/notifications?limit=-1").header("X-User-Id", user), 400);
    }
}
