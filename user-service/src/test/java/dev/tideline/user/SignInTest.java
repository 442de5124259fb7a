package dev.tideline.user;

import dev.tideline.testing.servers.WithServers;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The service over HTTP. After three failures an account waits for an hour, and all tests come from one address without harm. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "tideline.signin.guard.per-account.first-delay=1h",
            "tideline.signin.guard.per-account.longest-delay=1h",
            "tideline.signin.guard.per-address.free=1000000",
            "tideline.signin.guard.per-address.lock-after=1000000"
        })
@WithServers
abstract class SignInTest {

    static final int FREE = 3;

    final String email = "ada-" + UUID.randomUUID() + "@example.com";

    Api api;

    @LocalServerPort
    private int port;

    @BeforeEach
    void callHere() {
        api = new Api(port);
    }

    Browser browser() {
        return new Browser(port);
    }

    /** A token of the account with {@link #email}, got by signing in. */
    String userToken() {
        Browser browser = browser();
        return api.token(browser.exchange(browser.code(email, Api.PASSWORD)))
                .json()
                .path("access_token")
                .asString();
    }
}
