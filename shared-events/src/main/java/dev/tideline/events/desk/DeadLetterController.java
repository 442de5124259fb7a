package dev.tideline.events.desk;

import dev.tideline.events.delivery.Replay.Outcome;
import dev.tideline.events.web.CurrentUser;
import dev.tideline.events.web.Parameters;
import dev.tideline.events.web.Refusals;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Dead letters")
@RestController
@RequestMapping("/ops/dead-letters")
class DeadLetterController {

    private static final String STATES = "dead|replaying|replayed|discarded";
    private static final Set<String> FILTERS =
            new TreeSet<>(Set.of("topic", "type", "key", "exception", "state", "since", "until", "text"));
    private static final Set<String> LISTED = new TreeSet<>(Set.of("cursor", "limit"));

    static {
        LISTED.addAll(FILTERS);
    }

    private final Desk desk;
    private final Letters letters;

    DeadLetterController(Desk desk, Letters letters) {
        this.desk = desk;
        this.letters = letters;
    }

    /** What failed last comes first; of those that are dead where nothing else is asked for. */
    @GetMapping
    Page list(
            @RequestParam @Nullable String topic,
            @RequestParam @Nullable String type,
            @RequestParam @Nullable String key,
            @RequestParam @Nullable String exception,
            @RequestParam(defaultValue = "dead") @Pattern(regexp = STATES) String state,
            @RequestParam @Nullable Instant since,
            @RequestParam @Nullable Instant until,
            @RequestParam @Nullable String text,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            HttpServletRequest request) {
        Parameters.requireKnown(request, LISTED);
        Filter filter = new Filter(topic, type, key, exception, since, until, text);
        Cursor after = cursor == null
                ? null
                : Cursor.parse(cursor).orElseThrow(() -> Refusals.badRequest("'cursor' is none that was given here."));
        return letters.page(filter, state, after, limit);
    }

    /** What they died of, the most frequent first. */
    @GetMapping("/causes")
    List<Cause> causes(
            @RequestParam @Nullable String topic,
            @RequestParam @Nullable String type,
            @RequestParam @Nullable String key,
            @RequestParam @Nullable String exception,
            @RequestParam(defaultValue = "dead") @Pattern(regexp = STATES) String state,
            @RequestParam @Nullable Instant since,
            @RequestParam @Nullable Instant until,
            @RequestParam @Nullable String text,
            HttpServletRequest request) {
        Parameters.requireKnown(request, FILTERS);
        return letters.causes(new Filter(topic, type, key, exception, since, until, text), state);
    }

    @GetMapping("/{id}")
    LetterDetails read(@PathVariable UUID id) {
        return letters.details(id).orElseThrow(() -> noSuchLetter(id));
    }

    /** The event as it is to be handled; the original is kept. */
    @PutMapping(
            path = "/{id}/payload",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/cloudevents+json"})
    LetterDetails edit(
            @CurrentUser String actor,
            @PathVariable UUID id,
            @RequestParam @Nullable @Size(max = 500) String reason,
            @RequestBody byte[] event) {
        return switch (desk.edit(id, event, actor, reason)) {
            case Edited.Kept _ -> read(id);
            case Edited.Unknown _ -> throw noSuchLetter(id);
            case Edited.NotNow(String why) -> throw Refusals.conflict(why);
            case Edited.Unfit(String why) -> throw Refusals.badRequest(why);
        };
    }

    /** It is handled again soon after; read it to see how that went. */
    @PostMapping("/{id}/replay")
    @ApiResponse(responseCode = "202")
    ResponseEntity<Letter> replay(
            @CurrentUser String actor,
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable ReplayOne asked) {
        Outcome outcome = desk.replay(id, asked == null ? ReplayOne.PLAINLY : asked, actor);
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(after(outcome, id));
    }

    /** All that match, spread over time; each for itself, so that one that is refused keeps none of the others back. */
    @PostMapping("/replay")
    Many replay(@CurrentUser String actor, @Valid @RequestBody ReplayMany asked) {
        return desk.replay(asked, actor);
    }

    /** It stays to be read, and is never handled. What waits for it is handled without it. */
    @PostMapping("/{id}/discard")
    Letter discard(@CurrentUser String actor, @PathVariable UUID id, @Valid @RequestBody DiscardOne asked) {
        return after(desk.discard(id, actor, asked.reason()), id);
    }

    @PostMapping("/discard")
    Many discard(@CurrentUser String actor, @Valid @RequestBody DiscardMany asked) {
        return desk.discard(asked, actor);
    }

    private Letter after(Outcome outcome, UUID id) {
        return switch (outcome) {
            case Outcome.Done _ -> letters.find(id).orElseThrow(() -> noSuchLetter(id));
            case Outcome.Unknown _ -> throw noSuchLetter(id);
            case Outcome.Refused(String why) -> throw Refusals.conflict(why);
        };
    }

    private static ErrorResponseException noSuchLetter(UUID id) {
        return Refusals.notFound("There is no dead letter " + id + ".");
    }
}
