package dev.tideline.user.signin.holder;

import dev.tideline.events.EventContext;
import dev.tideline.events.web.CurrentUser;
import dev.tideline.events.web.Refusals;
import dev.tideline.user.signin.personal.PersonalGrant;
import dev.tideline.user.signin.personal.PersonalTokens;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Credentials")
@RestController
class CredentialController {

    private final SignInAccounts accounts;
    private final Credentials credentials;
    private final ChangePassword passwords;
    private final PersonalTokens tokens;

    CredentialController(
            SignInAccounts accounts, Credentials credentials, ChangePassword passwords, PersonalTokens tokens) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /** The caller's own password, if the present one is right. */
    @PutMapping("/api/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204")
    void change(@CurrentUser UUID account, @Valid @RequestBody NewPassword asked, HttpServletRequest request) {
        if (!passwords.change(account, asked, request.getRemoteAddr())) {
            throw Refusals.forbidden("The present password is another, or too many before it were wrong.");
        }
    }

    /** Whether the operator's tenant has an account with this e-mail address; who has no tenant looks after all. */
    @GetMapping("/ops/accounts")
    KnownAccount find(@RequestParam String tenant, @RequestParam String email) {
        return accounts.find(tenant, email)
                .filter(CredentialController::isForCaller)
                .map(account -> new KnownAccount(
                        account.id(),
                        account.tenant(),
                        account.active(),
                        credentials.find(account.id()).isPresent()))
                .orElseThrow(() -> Refusals.notFound("There is no such account."));
    }

    /** Lets an account of the operator's tenant sign in, by this and by nothing that it had before. */
    @PutMapping("/ops/accounts/{id}/credential")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204")
    void give(@PathVariable UUID id, @AuthenticationPrincipal Jwt token, @Valid @RequestBody NewCredential asked) {
        if (PersonalGrant.isFrom(token)) {
            throw Refusals.forbidden("Only who has signed in can give credentials.");
        }
        SignInAccount account = accounts.find(id)
                .filter(CredentialController::isForCaller)
                .orElseThrow(() -> Refusals.notFound("There is no account " + id + "."));
        passwords.put(id, account.tenant(), asked.password(), asked.roles());
        tokens.revokeAll(id);
    }

    private static boolean isForCaller(SignInAccount account) {
        String tenant = EventContext.current().tenant();
        return tenant == null || tenant.equals(account.tenant());
    }
}
