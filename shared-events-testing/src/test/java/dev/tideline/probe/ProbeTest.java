package dev.tideline.probe;

import dev.tideline.testing.servers.WithServers;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A probe on the shared servers, and a thing of its own for each test. */
@SpringBootTest(classes = ProbeService.class)
@WithServers
abstract class ProbeTest {

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        ProbeService.SETTINGS.forEach((name, value) -> registry.add(name, () -> value));
    }

    protected final String thing = UUID.randomUUID().toString();

    @Autowired
    protected ProbeService.Steps steps;

    @Autowired
    protected ProbeService.Ear ear;
}
