package dev.tideline.todo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class TodoService {

    static void main(String[] arguments) {
        SpringApplication.run(TodoService.class, arguments);
    }
}
