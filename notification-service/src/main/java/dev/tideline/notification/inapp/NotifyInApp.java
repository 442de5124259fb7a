package dev.tideline.notification.inapp;

import dev.tideline.events.delivery.EventHandler;
import dev.tideline.notification.inapp.TaskEvent.TaskCompleted;
import dev.tideline.notification.inapp.TaskEvent.TaskCreated;
import dev.tideline.notification.inapp.TaskEvent.TaskDeleted;
import org.springframework.stereotype.Component;

@Component
class NotifyInApp {

    private final Notifications notifications;

    NotifyInApp(Notifications notifications) {
        this.notifications = notifications;
    }

    @EventHandler
    void on(TaskCreated event) {
        notifications.tell(event.owner(), "task-created", event.taskId(), "New task: " + event.title());
    }

    @EventHandler
    void on(TaskCompleted event) {
        notifications.tell(event.owner(), "task-completed", event.taskId(), "Done: " + event.title());
    }

    @EventHandler
    void on(TaskDeleted event) {
        notifications.tell(event.owner(), "task-deleted", event.taskId(), "Deleted: " + event.title());
    }

    @EventHandler
    void on(OrderPlaced event) {
        String text = "Order placed: %s %s".formatted(event.total().toPlainString(), event.currency());
        notifications.tell(event.customer(), "order-placed", event.orderId(), text);
    }
}
