package dev.tideline.user.signin.holder;

import dev.tideline.events.EventContext;
import dev.tideline.events.web.CurrentUser;
import dev.tideline.events.web.Refusals;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Credentials")
@RestController
class CredentialController {

    private final SignInAccounts accounts;
    private final Credentials credentials;
    private final Passwords passwords;
    private final Clock clock;

    CredentialController(SignInAccounts accounts, Credentials credentials, Passwords passwords, Clock clock) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** The caller's own password, if the present one is right. */
    @PutMapping("/api/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204")
    void change(@CurrentUser UUID account, @Valid @RequestBody NewPassword asked) {
        Credential present = credentials
                .find(account)
                .filter(credential -> passwords.match(asked.current(), credential.hash()))
                .orElseThrow(() -> Refusals.forbidden("The present password is another."));
        put(account, present.tenant(), asked.password(), present.roles());
    }

    /** Lets an account of the operator's tenant sign in; one without a tenant looks after all. */
    @PutMapping("/ops/accounts/{id}/credential")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204")
    void give(@PathVariable UUID id, @Valid @RequestBody NewCredential asked) {
        String tenant = EventContext.current().tenant();
        SignInAccount account = accounts.find(id)
                .filter(found -> tenant == null || tenant.equals(found.tenant()))
                .orElseThrow(() -> Refusals.notFound("There is no account " + id + "."));
        put(id, account.tenant(), asked.password(), asked.roles());
    }

    private void put(UUID account, String tenant, String password, Set<String> roles) {
        credentials.put(new Credential(account, tenant, passwords.hash(password), roles, clock.instant()));
    }
}
