package dev.tideline.localstack;

import dev.tideline.testing.servers.Tether;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The broker or a service: a JVM of its own. */
final class JvmMember implements Member {
    private final Part part;
    private final int port;
    private final Supplier<ProcessBuilder> command;
    private final Predicate<ProcessHandle> readiness;
    private @Nullable ProcessHandle process;

    JvmMember(Part part, int port, Supplier<ProcessBuilder> command, Predicate<ProcessHandle> readiness) {
        this.part = part;
        this.port = port;
        this.command = command;
        this.readiness = readiness;
    }

    @Override
    public Part part() {
        return part;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        process = Tether.start(command.get()).toHandle();
    }

    @Override
    public boolean ready() {
        return process != null && readiness.test(process);
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(process);
    }
}
