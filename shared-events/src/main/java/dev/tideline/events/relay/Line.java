package dev.tideline.events.relay;

/** What has to stay in order. */
record Line(String topic, String key) {}
