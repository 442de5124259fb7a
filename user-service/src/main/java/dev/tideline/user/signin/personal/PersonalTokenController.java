package dev.tideline.user.signin.personal;

import static java.util.Objects.requireNonNullElse;

import dev.tideline.events.web.CurrentUser;
import dev.tideline.events.web.Refusals;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Personal tokens")
@RestController
@RequestMapping("/api/personal-tokens")
class PersonalTokenController {

    private static final int USUAL_DAYS = 90;

    private final PersonalTokens tokens;

    PersonalTokenController(PersonalTokens tokens) {
        this.tokens = tokens;
    }

    /** The answer is the only place where the secret ever shows. A script cannot make further tokens with its own. */
    @PostMapping
    @ApiResponse(responseCode = "201")
    ResponseEntity<MadeToken> make(
            @CurrentUser UUID account, @AuthenticationPrincipal Jwt token, @Valid @RequestBody NewToken asked) {
        if (PersonalGrant.isFrom(token)) {
            throw Refusals.forbidden("Only who has signed in can make personal tokens.");
        }
        Duration lifetime = Duration.ofDays(requireNonNullElse(asked.days(), USUAL_DAYS));
        MadeToken made = tokens.make(account, asked.name(), lifetime);
        return ResponseEntity.created(URI.create("/api/personal-tokens")).body(made);
    }

    @GetMapping
    List<PersonalToken> list(@CurrentUser UUID account) {
        return tokens.of(account);
    }

    /** It cannot be exchanged any more; what it was exchanged for is valid for some minutes yet. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204")
    void revoke(@CurrentUser UUID account, @PathVariable UUID id) {
        if (!tokens.revoke(id, account)) {
            throw Refusals.notFound("There is no personal token " + id + ".");
        }
    }
}
