package dev.tideline.user;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class UserService {

    static void main(String[] arguments) {
        SpringApplication.run(UserService.class, arguments);
    }
}
