package dev.tideline.localstack;

import dev.tideline.testing.servers.PostgresServer;
import java.util.Optional;

record PostgresMember(Part part, int port, PostgresServer server) implements Member {
    @Override
    public void start() {
        server.start();
    }

    @Override
    public boolean ready() {
        return server.running();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return server.running() ? Optional.of(server.process()) : Optional.empty();
    }
}
