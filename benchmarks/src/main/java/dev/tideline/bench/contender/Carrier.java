package dev.tideline.bench.contender;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Carries the outbox to Kafka while it is started. Can be stopped and started again, and goes on where it was. */
interface Carrier {

    Carrier NONE = new Carrier() {
        @Override
        public void start() {}

        @Override
        public void stop() {}
    };

    void start();

    void stop();

    static PlainConsumer.Reader cloudEvents() {
        JsonMapper json = JsonMapper.builder().build();
        return value -> {
            JsonNode data = json.readTree(value).path("data");
            return new Event(
                    data.path("thing").asString(),
                    data.path("sequence").asLong(),
                    data.path("text").asString());
        };
    }
}
