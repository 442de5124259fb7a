package dev.tideline.analytics.counts;

import dev.tideline.events.EventContext;
import dev.tideline.events.web.Refusals;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Counts of events")
@RestController
@RequestMapping("/api/analytics/events")
class CountController {

    private static final Instant FIRST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final Counts counts;
    private final Clock clock;

    CountController(Counts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /** Events of the caller's tenant per type and minute, newest first; of the last hour where nothing else is asked for. */
    @GetMapping
    List<Count> perMinute(
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String type) {
        Instant end = to == null ? clock.instant() : to;
        Instant start = from != null ? from : end.isAfter(FIRST) ? end.minus(Duration.ofHours(1)) : end;
        if (start.isAfter(end) || start.isBefore(FIRST) || end.isAfter(LAST)) {
            throw Refusals.badRequest("'from' and 'to' must be in order and within the years 1970 to 9999.");
        }
        String tenant = EventContext.current().tenant();
        if (tenant == null) {
            throw Refusals.forbidden("Each tenant has counts of its own, and the token names none.");
        }
        return counts.between(tenant, start, end, type)
                .orElseThrow(() -> Refusals.notNow("The counts are being restored.", Duration.ofSeconds(2)));
    }
}
