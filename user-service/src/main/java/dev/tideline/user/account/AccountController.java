package dev.tideline.user.account;

import dev.tideline.events.web.Refusals;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Accounts")
@RestController
@RequestMapping("/api/users")
class AccountController {

    private final RegisterAccount registerAccount;
    private final Accounts accounts;

    AccountController(RegisterAccount registerAccount, Accounts accounts) {
        this.registerAccount = registerAccount;
        this.accounts = accounts;
    }

    @PostMapping
    @ApiResponse(responseCode = "201")
    ResponseEntity<Account> register(@Valid @RequestBody NewAccount asked) {
        Account account = registerAccount
                .register(asked)
                .orElseThrow(() -> Refusals.conflict("There is an account with this e-mail address already."));
        return ResponseEntity.created(URI.create("/api/users/" + account.id())).body(account);
    }

    @GetMapping("/{id}")
    Account read(@PathVariable UUID id) {
        return accounts.find(id).orElseThrow(() -> Refusals.notFound("There is no account " + id + "."));
    }
}
