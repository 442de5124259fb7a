package dev.tideline.user.signin.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkTest {

    @Test
    void addressOfIpv4IsItsOwnNetwork() {
        assertThat(Network.of("192.0.2.1")).isEqualTo("192.0.2.1").isNotEqualTo(Network.of("192.0.2.2"));
    }

    @Test
    void addressesThatOneSubscriberCanChooseFromAreOneNetwork() {
        assertThat(Network.of("2001:db8:1:2:3:4:5:6")).isEqualTo(Network.of("2001:db8:1:2::1"));
        assertThat(Network.of("2001:db8:1:2::1")).isNotEqualTo(Network.of("2001:db8:1:3::1"));
        assertThat(Network.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void whateverElseStandsForItself() {
        assertThat(Network.of("")).isEmpty();
        assertThat(Network.of("unknown")).isEqualTo("unknown");
        assertThat(Network.of("dead beef")).isEqualTo("dead beef");
    }
}
