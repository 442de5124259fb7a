package dev.tideline.proving.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes connections on to a server on this machine, in whatever {@link Weather} it is told. A connection that cannot be passed on is
 * reset, and so is one whose other side was. Listens on loopback only.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;
    private static final Duration LOOK_OUT = Duration.ofMillis(5);

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Weather weather = Weather.FAIR;

    private TcpProxy(ServerSocket listener, InetSocketAddress server) {
        this.listener = listener;
        this.server = server;
    }

    /** On a free port. */
    public static TcpProxy before(int serverPort) {
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            TcpProxy proxy =
                    new TcpProxy(new ServerSocket(0, 100, loopback), new InetSocketAddress(loopback, serverPort));
            Thread.ofVirtual().name("proxy-" + serverPort).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on, and for the connections that stand as well. */
    public void weather(Weather next) {
        weather = next;
        if (next instanceof Weather.Down) {
            cut();
        }
    }

    /** Resets every connection that stands. */
    public void cut() {
        links.forEach(Link::reset);
    }

    /** Whether the server sees one of our connections come from that port. */
    public boolean comesFrom(int port) {
        return links.stream().anyMatch(link -> link.server.getLocalPort() == port);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cut();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException e) { // closed, or a client that is gone again, or no descriptor left for now
                LockSupport.parkNanos(LOOK_OUT.toNanos());
            }
        }
    }

    private void pass(Socket client) {
        Link link = new Link(client, new Socket());
        try {
            waitForTheSilenceToEnd();
            if (weather instanceof Weather.Down) {
                link.reset();
                return;
            }
            link.server.connect(server);
            client.setTcpNoDelay(true);
            link.server.setTcpNoDelay(true);
        } catch (IOException e) {
            link.reset();
            return;
        }
        links.add(link);
        if (weather instanceof Weather.Down) {
            link.reset();
        }
        Thread.ofVirtual().start(() -> link.pump(client, link.server));
        Thread.ofVirtual().start(() -> link.pump(link.server, client));
    }

    private void waitForTheSilenceToEnd() {
        while (weather instanceof Weather.Silent && !listener.isClosed()) {
            LockSupport.parkNanos(LOOK_OUT.toNanos());
        }
    }

    /** A client's connection and ours to the server that carries it on. */
    private final class Link {

        private final Socket client;
        private final Socket server;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to) {
            byte[] chunk = new byte[CHUNK];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int length; (length = in.read(chunk)) >= 0; ) {
                    if (weather instanceof Weather.Slow slow && slow.delay().isPositive()) {
                        LockSupport.parkNanos(slow.delay().toNanos());
                    }
                    waitForTheSilenceToEnd();
                    out.write(chunk, 0, length);
                }
                waitForTheSilenceToEnd();
            } catch (IOException e) {
                reset();
            } finally {
                links.remove(this);
            }
        }

        void reset() {
            links.remove(this);
            abort(client);
            abort(server);
        }

        private void abort(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException gone) {
                // nothing left to abort
            }
        }
    }
}
