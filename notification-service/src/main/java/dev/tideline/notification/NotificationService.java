package dev.tideline.notification;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class NotificationService {

    static void main(String[] arguments) {
        SpringApplication.run(NotificationService.class, arguments);
    }
}
