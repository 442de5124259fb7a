package dev.tideline.events.commandlog;

import dev.tideline.events.commandlog.LoggedCommand.Details;
import dev.tideline.events.web.Parameters;
import dev.tideline.events.web.Refusals;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Commands")
@RestController
@RequestMapping("/ops/commands")
class CommandLogController {

    private static final Set<String> PARAMETERS = Set.of(
            "tenant", "sender", "type", "aggregate", "outcome", "correlation", "since", "until", "before", "limit");

    private final CommandLog log;

    CommandLogController(CommandLog log) {
        this.log = log;
    }

    /** The latest come first. What they said is shown one by one only. */
    @GetMapping
    Page list(
            @RequestParam @Nullable String tenant,
            @RequestParam @Nullable String sender,
            @RequestParam @Nullable String type,
            @RequestParam @Nullable String aggregate,
            @RequestParam @Nullable @Pattern(regexp = "accepted|rejected") String outcome,
            @RequestParam @Nullable String correlation,
            @RequestParam @Nullable Instant since,
            @RequestParam @Nullable Instant until,
            @RequestParam @Nullable Long before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            HttpServletRequest request) {
        Parameters.requireKnown(request, PARAMETERS);
        return log.page(new Filter(tenant, sender, type, aggregate, outcome, correlation, since, until), before, limit);
    }

    /** More than one where several senders called theirs the same. */
    @GetMapping("/{id}")
    List<Details> read(@PathVariable String id) {
        List<Details> found = log.find(id);
        if (found.isEmpty()) {
            throw Refusals.notFound("There is no command " + id + ".");
        }
        return found;
    }
}
