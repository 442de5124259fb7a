package dev.tideline.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

record Ports(Map<Part, Integer> byPart) {

    static Ports from(Map<String, String> environment) {
        var ports = new LinkedHashMap<Part, Integer>();
        var owners = new HashMap<Integer, Part>();
        for (var part : Suite.parts()) {
            var port = port(part, environment.get(part.portVariable()));
            var other = owners.put(port, part);
            if (other != null) {
                throw new CannotStart("%s and %s are both to use port %d; set %s or %s."
                        .formatted(other.name(), part.name(), port, other.portVariable(), part.portVariable()));
            }
            ports.put(part, port);
        }
        return new Ports(ports);
    }

    int of(Part part) {
        return Objects.requireNonNull(byPart.get(part));
    }

    void requireFree() {
        byPart.forEach((part, port) -> {
            if (taken(port)) {
                throw new CannotStart(
                        "Port %d, which %s wants, is taken. Free it, or choose another: %s=%d ./tideline up"
                                .formatted(
                                        port,
                                        part.name(),
                                        part.portVariable(),
                                        port < 50_000 ? port + 10_000 : port - 10_000));
            }
        });
    }

    private static int port(Part part, @Nullable String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return part.defaultPort();
        }
        if (!wanted.matches("\\d{1,5}") || Integer.parseInt(wanted) < 1 || Integer.parseInt(wanted) > 65_535) {
            throw new CannotStart("%s=%s is not a port.".formatted(part.portVariable(), wanted));
        }
        return Integer.parseInt(wanted);
    }

    // Binding alone is not enough: macOS lets one bind loopback beside a listener on all addresses.
    private static boolean taken(int port) {
        var loopback = InetAddress.getLoopbackAddress();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, port), 500);
            return true;
        } catch (IOException nobodyListens) {
            try (var _ = new ServerSocket(port, 1, loopback)) {
                return false;
            } catch (IOException bound) {
                return true;
            }
        }
    }
}
