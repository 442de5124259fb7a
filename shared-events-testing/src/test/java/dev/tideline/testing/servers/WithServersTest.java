package dev.tideline.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@WithServers
@SpringBootTest(classes = WithServersTest.Nothing.class)
class WithServersTest {
    @Autowired
    private Environment environment;

    @Test
    void aContextFindsTheSharedServersAndKeepsItsOwnRole() {
        assertThat(environment.getProperty("spring.datasource.url"))
                .isEqualTo(Servers.shared().jdbcUrl());
        assertThat(environment.getProperty("spring.kafka.bootstrap-servers"))
                .isEqualTo(Servers.shared().bootstrapServers());
        assertThat(environment.getProperty("spring.datasource.username")).isNull();
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
