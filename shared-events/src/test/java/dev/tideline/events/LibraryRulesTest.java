package dev.tideline.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The storeys of the library: vocabulary, and tools that know nothing of it; then outbox and inbox, then delivery and event store, then
 * commands and queries, then projections, and on top what brings those over topics and REST, and the desks of operators. The relay stands
 * apart. No cycle, no arrow up.
 */
class LibraryRulesTest {

    private static final String ROOT = "dev.tideline.events";

    private final JavaClasses library = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyPackageKeepsToItsStorey() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("vocabulary")
                .definedBy(ROOT)
                .layer("topics")
                .definedBy(ROOT + ".topics")
                .layer("polling")
                .definedBy(ROOT + ".polling")
                .layer("background")
                .definedBy(ROOT + ".background")
                .layer("partitions")
                .definedBy(ROOT + ".partitions")
                .layer("methods")
                .definedBy(ROOT + ".methods")
                .layer("cqrs")
                .definedBy(ROOT + ".cqrs")
                .layer("projection")
                .definedBy(ROOT + ".projection")
                .layer("outbox")
                .definedBy(ROOT + ".outbox")
                .layer("inbox")
                .definedBy(ROOT + ".inbox")
                .layer("relay")
                .definedBy(ROOT + ".relay")
                .layer("delivery")
                .definedBy(ROOT + ".delivery")
                .layer("store")
                .definedBy(ROOT + ".store")
                .layer("requests")
                .definedBy(ROOT + ".requests")
                .layer("commandlog")
                .definedBy(ROOT + ".commandlog")
                .layer("desk")
                .definedBy(ROOT + ".desk")
                .layer("web")
                .definedBy(ROOT + ".web")
                .layer("security")
                .definedBy(ROOT + ".security")
                .layer("tenancy")
                .definedBy(ROOT + ".tenancy")
                .whereLayer("vocabulary")
                .mayNotAccessAnyLayer()
                .whereLayer("background")
                .mayNotAccessAnyLayer()
                .whereLayer("partitions")
                .mayNotAccessAnyLayer()
                .whereLayer("methods")
                .mayNotAccessAnyLayer()
                .whereLayer("outbox")
                .mayOnlyAccessLayers("vocabulary", "background", "partitions")
                .whereLayer("inbox")
                .mayOnlyAccessLayers("vocabulary", "background", "partitions")
                .whereLayer("topics")
                .mayNotAccessAnyLayer()
                .whereLayer("polling")
                .mayOnlyAccessLayers("background")
                .whereLayer("relay")
                .mayOnlyAccessLayers("vocabulary", "background", "topics")
                .whereLayer("web")
                .mayOnlyAccessLayers("vocabulary", "cqrs", "store")
                .whereLayer("security")
                .mayOnlyAccessLayers("vocabulary", "web")
                .whereLayer("tenancy")
                .mayOnlyAccessLayers("vocabulary")
                .whereLayer("delivery")
                .mayOnlyAccessLayers("vocabulary", "background", "methods", "inbox", "outbox", "topics", "polling")
                .whereLayer("store")
                .mayOnlyAccessLayers("vocabulary", "outbox")
                .whereLayer("cqrs")
                .mayOnlyAccessLayers("vocabulary", "methods", "store")
                .whereLayer("requests")
                .mayOnlyAccessLayers(
                        "vocabulary", "background", "topics", "polling", "outbox", "store", "delivery", "cqrs")
                .whereLayer("commandlog")
                .mayOnlyAccessLayers("vocabulary", "background", "cqrs", "web")
                .whereLayer("projection")
                .mayOnlyAccessLayers("vocabulary", "background", "store", "web", "cqrs")
                .whereLayer("desk")
                .mayOnlyAccessLayers("vocabulary", "delivery", "web")
                .ensureAllClassesAreContainedInArchitecture()
                .check(library);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(library);
    }

    @Test
    void libraryIsPlainAndKeepsItsWiringToItself() {
        noClasses().should().beAnnotatedWith(Component.class).check(library);
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .bePackagePrivate()
                .check(library);
        classes()
                .that()
                .areAnnotatedWith(ConfigurationProperties.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .beRecords()
                .check(library);
    }
}
