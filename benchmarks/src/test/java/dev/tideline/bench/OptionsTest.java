package dev.tideline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.bench.Bench.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void nothingSaidMeansEverythingInFull() {
        Options options = Options.of("delivery");
        assertThat(options.plan()).isEqualTo(Plan.full());
        assertThat(options.parts()).containsExactly(Part.values());
    }

    @Test
    void scenariosAndContendersAreChosenByName() {
        Options options = Options.of("delivery", "--quick", "--only", "drain,gruelbox,writer");
        assertThat(options.parts()).containsExactly(Part.DRAIN, Part.WRITER);
        assertThat(options.contestants()).containsExactly("gruelbox");
        assertThat(options.plan()).isEqualTo(Plan.quick());
        assertThat(options.folder()).isNull();
    }

    @Test
    void unknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Options.of("delivery", "--only", "typo"))
                .hasMessageContaining("typo")
                .hasMessageContaining("namastack");
    }

    @Test
    void processSeesItsOwnLibraryAndNoOther() {
        List<String> classPath = List.of(
                "/a/shared-events/target/classes",
                "/lib/shared-events-0.1.0-SNAPSHOT.jar",
                "/lib/shared-events-testing-0.1.0-SNAPSHOT.jar",
                "/lib/debezium-core-3.jar",
                "/lib/transactionoutbox-core-4.jar",
                "/lib/namastack-outbox-api-1.jar",
                "/lib/kotlin-stdlib-2.jar",
                "/lib/spring-modulith-events-kafka-2.jar",
                "/lib/spring-core-7.jar");
        assertThat(classPath.stream().filter(Contestant.NAMASTACK.ownJars()))
                .containsExactly(
                        "/lib/shared-events-testing-0.1.0-SNAPSHOT.jar",
                        "/lib/namastack-outbox-api-1.jar",
                        "/lib/kotlin-stdlib-2.jar",
                        "/lib/spring-core-7.jar");
        assertThat(classPath.stream().filter(Contestant.RAW.ownJars()))
                .contains("/a/shared-events/target/classes", "/lib/debezium-core-3.jar")
                .doesNotContain("/lib/spring-modulith-events-kafka-2.jar");
    }
}
