package dev.tideline.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.inbox.Arrival;
import dev.tideline.events.inbox.Inbox;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class InboxTest extends ProbeTest {

    @Autowired
    private Inbox inbox;

    /** A relay that died before it could confirm sends again what it sent just before. */
    @Test
    void eventThatComesTwiceInOnePollIsNew() {
        UUID young = UUID.randomUUID();
        assertThat(claim(arrival(young, 1), arrival(young, 1))).containsExactly(young);
        assertThat(claim(arrival(young, 1), arrival(young, 1))).isEmpty();
    }

    @Test
    void eventThatComesTwiceInOnePollIsNewEvenIfItIsOlderThanWhatIsRemembered() {
        UUID old = new UUID(0x7000L, ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
        UUID foreign = UUID.nameUUIDFromBytes(thing.getBytes(UTF_8));
        assertThat(claim(arrival(old, 1), arrival(old, 1), arrival(foreign, 2), arrival(foreign, 2)))
                .containsExactlyInAnyOrder(old, foreign);
    }

    private Arrival arrival(UUID event, long version) {
        return new Arrival(event, new Arrival.Version("probe.thing.v1", "thing:" + thing, version, true));
    }

    private Set<UUID> claim(Arrival... arrivals) {
        return steps.transaction().execute(_ -> inbox.claim("inbox-test", List.of(arrivals)));
    }
}
