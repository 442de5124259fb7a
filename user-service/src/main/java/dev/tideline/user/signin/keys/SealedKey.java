package dev.tideline.user.signin.keys;

import java.time.Instant;

/** A key as it lies in the table. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SealedKey(String id, byte[] sealed, Instant createdAt) {}
