package dev.tideline.analytics;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class AnalyticsService {

    static void main(String[] arguments) {
        SpringApplication.run(AnalyticsService.class, arguments);
    }
}
