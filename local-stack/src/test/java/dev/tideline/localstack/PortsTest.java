package dev.tideline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final Part TODO = Suite.SERVICES.getFirst();

    @Test
    void aVariableMovesAPart() {
        assertThat(Ports.from(Map.of()).of(TODO)).isEqualTo(8081);
        assertThat(Ports.from(Map.of("TIDELINE_TODO_PORT", "18081")).of(TODO)).isEqualTo(18081);
    }

    @Test
    void anythingButAPortIsRefused() {
        for (var wrong : new String[] {"http", "0", "65536", "-1", "99999999999"}) {
            assertThatThrownBy(() -> Ports.from(Map.of("TIDELINE_KAFKA_PORT", wrong)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("TIDELINE_KAFKA_PORT=" + wrong);
        }
    }

    @Test
    void twoPartsOnOnePortAreRefused() {
        assertThatThrownBy(() -> Ports.from(Map.of("TIDELINE_USER_PORT", "8081")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("TIDELINE_TODO_PORT")
                .hasMessageContaining("TIDELINE_USER_PORT");
    }

    @Test
    void aTakenPortIsNamedWithItsVariable() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = Ports.from(onFreePorts(Map.of("TIDELINE_ORDER_PORT", "" + other.getLocalPort())));

            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("order-saga-service")
                    .hasMessageContaining("TIDELINE_ORDER_PORT")
                    .hasMessageContaining("" + other.getLocalPort());
        }
    }

    @Test
    void aListenerOnAllAddressesTakesThePort() throws Exception {
        try (var other = new ServerSocket(0)) {
            var ports = Ports.from(onFreePorts(Map.of("TIDELINE_ORDER_PORT", "" + other.getLocalPort())));

            assertThatThrownBy(ports::requireFree).hasMessageContaining("TIDELINE_ORDER_PORT");
        }
    }

    // A suite may well be running where the tests run.
    private static Map<String, String> onFreePorts(Map<String, String> wanted) throws Exception {
        var environment = new HashMap<>(wanted);
        for (var part : Suite.parts()) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                environment.putIfAbsent(part.portVariable(), "" + socket.getLocalPort());
            }
        }
        return environment;
    }
}
