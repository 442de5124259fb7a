package dev.tideline.events;

import java.util.Locale;

/** How urgent a message is to those who handle it; the order of delivery does not depend on it. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Priority ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
