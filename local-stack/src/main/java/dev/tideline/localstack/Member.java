package dev.tideline.localstack;

import java.util.Optional;

/** How one kind of process is started, asked and stopped. {@link Watched} decides when. */
interface Member {
    Part part();

    int port();

    /** May return before the process is ready. */
    void start();

    boolean ready();

    Optional<ProcessHandle> process();
}
