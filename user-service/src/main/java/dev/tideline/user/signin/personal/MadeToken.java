package dev.tideline.user.signin.personal;

import java.time.Instant;
import java.util.UUID;

/** @param secret shown this once and kept nowhere */
record MadeToken(UUID id, String name, String secret, Instant createdAt, Instant expiresAt) {

    @Override
    public String toString() {
        return "MadeToken[id=" + id + "]";
    }
}
