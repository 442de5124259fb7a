package dev.tideline.events.web;

import java.io.IOException;

final class BodyTooLarge extends IOException {

    BodyTooLarge(long maxBytes) {
        super("The body is larger than the " + maxBytes + " bytes allowed");
    }
}
