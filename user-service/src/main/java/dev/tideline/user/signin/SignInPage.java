package dev.tideline.user.signin;

import dev.tideline.user.signin.holder.Holder;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Where people sign in. Without scripts, so that nothing but the form itself sees a password. */
@Hidden
@RestController
@RequestMapping("/login")
class SignInPage {

    private static final String FAILED = """
            <p role="alert">That did not work. Check what you typed; after several failures, wait a while.</p>
            """;
    private static final String DONE = """
            <p role="status">You are signed in.</p>
            <form method="post" action="/logout"><input type="hidden" name="%s" value="%s"><button>Sign out</button></form>
            """;

    private final SignIn signIn;
    private final BrowserSession session;
    private final SignInProperties properties;

    SignInPage(SignIn signIn, BrowserSession session, SignInProperties properties) {
        this.signIn = signIn;
        this.session = session;
        this.properties = properties;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    String show(
            @RequestParam @Nullable String failed,
            @RequestParam @Nullable String done,
            @RequestParam @Nullable @Pattern(regexp = "[a-z0-9-]{1,64}") String tenant,
            CsrfToken csrf) {
        String news = failed != null ? FAILED : done != null ? with(DONE, csrf) : "";
        return page(news, HtmlUtils.htmlEscape(tenant == null ? properties.tenant() : tenant), csrf);
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> signIn(
            @RequestParam @Pattern(regexp = "[a-z0-9-]{1,64}") String tenant,
            @RequestParam @NotEmpty @Size(max = 254) String email,
            @RequestParam @NotEmpty @Size(max = 128) String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Holder> holder = signIn.attempt(new Attempt(tenant, email, password, request.getRemoteAddr()));
        String next = holder.map(it -> session.begin(it, request, response)).orElse("/login?failed");
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(next))
                .build();
    }

    private static String with(String form, CsrfToken csrf) {
        return form.formatted(csrf.getParameterName(), HtmlUtils.htmlEscape(csrf.getToken()));
    }

    private static String page(String news, String tenant, CsrfToken csrf) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Sign in to Tideline</title>
                <style>
                body { font: 1rem/1.5 system-ui, sans-serif; max-width: 22rem; margin: 4rem auto; padding: 0 1rem }
                label, input, button { display: block; width: 100%%; box-sizing: border-box }
                input, button { font: inherit; padding: .5rem; margin: .25rem 0 1rem }
                </style>
                </head>
                <body>
                <main>
                <h1>Sign in to Tideline</h1>
                %s
                <form method="post" action="/login">
                <label for="tenant">Organisation</label>
                <input id="tenant" name="tenant" value="%s" required autocomplete="organization">
                <label for="email">E-mail address</label>
                <input id="email" name="email" type="email" required autofocus autocomplete="username">
                <label for="password">Password</label>
                <input id="password" name="password" type="password" required autocomplete="current-password">
                <input type="hidden" name="%s" value="%s">
                <button>Sign in</button>
                </form>
                </main>
                </body>
                </html>
                """.formatted(news, tenant, csrf.getParameterName(), HtmlUtils.htmlEscape(csrf.getToken()));
    }
}
