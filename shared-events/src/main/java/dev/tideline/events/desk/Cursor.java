package dev.tideline.events.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The last letter of a page. */
record Cursor(Instant failedAt, UUID id) {

    static Cursor after(Letter letter) {
        return new Cursor(letter.failedAt(), letter.id());
    }

    static Optional<Cursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("_", -1);
            return parts.length == 2
                    ? Optional.of(new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((failedAt + "_" + id).getBytes(UTF_8));
    }
}
