package dev.tideline.notification.inapp;

import dev.tideline.events.web.CurrentUser;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Notifications")
@RestController
@RequestMapping("/api/notifications")
class NotificationController {

    private final Notifications notifications;

    NotificationController(Notifications notifications) {
        this.notifications = notifications;
    }

    /** The caller's notifications, newest first. */
    @GetMapping
    List<Notification> newest(
            @CurrentUser UUID user, @RequestParam(defaultValue = "50") @Min(1) @Max(2_000) int limit) {
        return notifications.newest(user, limit);
    }
}
