package dev.tideline.order;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class OrderSagaService {

    static void main(String[] arguments) {
        SpringApplication.run(OrderSagaService.class, arguments);
    }
}
