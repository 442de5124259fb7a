package dev.tideline.user.account;

import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.cqrs.Freshness;
import dev.tideline.events.cqrs.QueryBus;
import dev.tideline.events.web.Answers;
import dev.tideline.events.web.Refusals;
import dev.tideline.events.web.RequestHeaders;
import dev.tideline.user.account.SearchAccounts.Found;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Accounts")
@RestController
@RequestMapping("/api/users")
class AccountController {

    private final CommandBus commands;
    private final QueryBus queries;
    private final Accounts accounts;

    AccountController(CommandBus commands, QueryBus queries, Accounts accounts) {
        this.commands = commands;
        this.queries = queries;
        this.accounts = accounts;
    }

    @PostMapping
    @ApiResponse(responseCode = "201")
    ResponseEntity<Profile> register(
            @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key,
            @Valid @RequestBody NewAccount asked) {
        RegisterAccount command = new RegisterAccount(Answers.newId(key), asked.email(), asked.name());
        return Answers.created(
                commands.send(Answers.idOf(key), command, Profile.class),
                account -> URI.create("/api/users/" + account.id()));
    }

    @PutMapping("/{id}/email")
    ResponseEntity<Profile> changeEmail(
            @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key,
            @PathVariable UUID id,
            @Valid @RequestBody NewEmail asked) {
        return send(key, new ChangeEmail(id, asked.email()));
    }

    @PutMapping("/{id}/name")
    ResponseEntity<Profile> rename(
            @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key,
            @PathVariable UUID id,
            @Valid @RequestBody NewName asked) {
        return send(key, new RenameAccount(id, asked.name()));
    }

    @PostMapping("/{id}/deactivate")
    ResponseEntity<Profile> deactivate(
            @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key, @PathVariable UUID id) {
        return send(key, new DeactivateAccount(id));
    }

    @PostMapping("/{id}/reactivate")
    ResponseEntity<Profile> reactivate(
            @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key, @PathVariable UUID id) {
        return send(key, new ReactivateAccount(id));
    }

    private ResponseEntity<Profile> send(@Nullable CommandId key, AccountCommand command) {
        return Answers.ok(commands.send(Answers.idOf(key), command, Profile.class));
    }

    @GetMapping("/{id}")
    ResponseEntity<Profile> read(
            @RequestHeader(RequestHeaders.CONSISTENCY) @Nullable Freshness token, @PathVariable UUID id) {
        return Answers.ok(queries.ask(new FindAccount(id), Profile.class, Answers.freshness(token)));
    }

    /** As it was at that time, by all that had happened until then. */
    @GetMapping(path = "/{id}", params = "asOf")
    Profile readAsOf(@PathVariable UUID id, @RequestParam Instant asOf) {
        checkMayLookBack(id);
        return accounts.asOf(Tenant.current(), id, asOf)
                .orElseThrow(() -> Refusals.notFound("There was no account " + id + " at " + asOf + "."));
    }

    /** What has happened to it, the oldest first. */
    @GetMapping("/{id}/history")
    List<Happening> history(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "1") @Min(1) long fromVersion,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1_000) int limit) {
        checkMayLookBack(id);
        return accounts.history(Tenant.current(), id, fromVersion, limit).stream()
                .map(Happening::of)
                .toList();
    }

    private void checkMayLookBack(UUID id) {
        if (!accounts.has(Tenant.current(), id)) {
            throw Refusals.notFound("There is no account " + id + ".");
        }
        if (!Permission.of(EventContext.current(), id)) {
            throw Refusals.forbidden("What was is for the account's owner and operators of the tenant.");
        }
    }

    /** Those with a word in name or address that begins like that, or nearly; the best first. */
    @GetMapping
    ResponseEntity<Found> search(
            @RequestHeader(RequestHeaders.CONSISTENCY) @Nullable Freshness token,
            @RequestParam String q,
            @RequestParam(defaultValue = "20") int limit) {
        return Answers.ok(queries.ask(new SearchAccounts(q, limit), Found.class, Answers.freshness(token)));
    }

    @GetMapping("/statistics")
    ResponseEntity<Statistics.Counts> statistics(@RequestHeader(RequestHeaders.CONSISTENCY) @Nullable Freshness token) {
        return Answers.ok(queries.ask(new CountAccounts(), Statistics.Counts.class, Answers.freshness(token)));
    }
}
