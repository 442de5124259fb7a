package dev.tideline.testing.servers;

/** Holds the servers of this JVM; initialising this class starts them. */
final class SharedServers {
    static final Servers INSTANCE = start();

    private SharedServers() {}

    private static Servers start() {
        QuietBroker.hush();
        var infra = System.getProperty("infra", "embedded");
        return switch (infra) {
            case "embedded" -> EmbeddedServers.start();
            case "containers" -> ContainerServers.start();
            default -> throw new IllegalArgumentException("infra is embedded or containers, not " + infra);
        };
    }
}
