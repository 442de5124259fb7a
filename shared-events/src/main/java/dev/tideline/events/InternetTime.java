package dev.tideline.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads times as RFC 3339 has them. Those in UTC, which are nearly all, without the formatter: each event has one. */
final class InternetTime {

    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int NANO_DIGITS = 9;

    private InternetTime() {}

    /** @throws DateTimeException if it is no time */
    static Instant parse(String text) {
        return isUsual(text) ? parseUsual(text) : OffsetDateTime.parse(text).toInstant();
    }

    private static boolean isUsual(String text) {
        int last = text.length() - 1;
        if (last < SHAPE.length() || last > SHAPE.length() + 1 + NANO_DIGITS || text.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            if (wanted == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
                return false;
            }
        }
        return last == SHAPE.length() || isFraction(text, last);
    }

    private static boolean isFraction(String text, int end) {
        if (text.charAt(SHAPE.length()) != '.' || end == SHAPE.length() + 1) {
            return false;
        }
        for (int i = SHAPE.length() + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Instant parseUsual(String text) {
        int hour = number(text, 11, 13);
        if (hour == 24) { // the end of a day, if all that follows is zero
            return OffsetDateTime.parse(text).toInstant();
        }
        int nano = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            int at = SHAPE.length() + 1 + i;
            nano = nano * 10 + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        hour,
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nano)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
