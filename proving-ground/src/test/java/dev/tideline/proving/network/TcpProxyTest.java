package dev.tideline.proving.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In front of a server that answers each byte with the same byte. */
@Timeout(30)
class TcpProxyTest {

    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> ended = new LinkedBlockingQueue<>();
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = TcpProxy.before(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesBytesOnBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, 1)).isEqualTo(1);
            assertThat(ask(client, 2)).isEqualTo(2);
        }
    }

    @Test
    void passesTheEndOn() throws Exception {
        try (Socket client = connect()) {
            ask(client, 1);
            accepted.take();
        }
        assertThat(ended.take()).isNotNull();
        try (Socket client = connect()) {
            ask(client, 1);
            accepted.take().close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void slowNetworkDelivers() throws IOException {
        try (Socket client = connect()) {
            proxy.weather(new Weather.Slow(Duration.ofMillis(150)));
            long before = System.nanoTime();
            assertThat(ask(client, 3)).isEqualTo(3);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void silenceHoldsBackAndThenDelivers() throws IOException {
        try (Socket client = connect()) {
            ask(client, 1);
            proxy.weather(new Weather.Silent());
            client.getOutputStream().write(4);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.weather(Weather.FAIR);
            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo(4);
        }
    }

    @Test
    void connectionMadeInSilenceIsServedAfterwards() throws IOException {
        proxy.weather(new Weather.Silent());
        try (Socket client = connect()) {
            client.getOutputStream().write(5);
            assertThat(accepted).isEmpty();
            proxy.weather(Weather.FAIR);
            assertThat(client.getInputStream().read()).isEqualTo(5);
        }
    }

    @Test
    void cutBreaksWhatStandsAndNothingElse() throws IOException {
        try (Socket before = connect()) {
            ask(before, 1);
            proxy.cut();
            assertBroken(before);
        }
        try (Socket after = connect()) {
            assertThat(ask(after, 6)).isEqualTo(6);
        }
    }

    @Test
    void nothingIsPassedOnWhileTheNetworkIsDown() throws IOException {
        try (Socket before = connect()) {
            ask(before, 1);
            proxy.weather(new Weather.Down());
            assertBroken(before);
        }
        try (Socket during = connect()) {
            assertBroken(during);
        }
        proxy.weather(Weather.FAIR);
        try (Socket after = connect()) {
            assertThat(ask(after, 7)).isEqualTo(7);
        }
    }

    @Test
    void clientOfAServerThatIsGoneIsTurnedAway() throws IOException {
        echo.close();
        try (Socket client = connect()) {
            assertBroken(client);
        }
    }

    @Test
    void knowsWhichConnectionsAreItsOwn() throws Exception {
        try (Socket client = connect();
                Socket stranger = new Socket(InetAddress.getLoopbackAddress(), echo.getLocalPort())) {
            ask(client, 1);
            assertThat(proxy.comesFrom(accepted.take().getPort()))
                    .isNotEqualTo(proxy.comesFrom(accepted.take().getPort()));
            assertThat(proxy.comesFrom(stranger.getLocalPort())).isFalse();
        }
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                accepted.add(client);
                Thread.ofVirtual().start(() -> repeat(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void repeat(Socket client) {
        try (client) {
            for (int each; (each = client.getInputStream().read()) >= 0; ) {
                client.getOutputStream().write(each);
            }
            ended.add(client);
        } catch (IOException closed) {
            // as the test wanted it
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static int ask(Socket client, int question) throws IOException {
        client.getOutputStream().write(question);
        return client.getInputStream().read();
    }

    private static void assertBroken(Socket client) {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        if (ask(client, i) < 0) {
                            throw new IOException("closed");
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }
}
