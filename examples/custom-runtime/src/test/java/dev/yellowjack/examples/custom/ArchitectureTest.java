package dev.yellowjack.examples.custom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.yellowjack.runtime.SupervisorRuntime;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackagesOf(WholeRuntime.class);

    @Test
    void the_whole_runtime_shares_no_code_with_the_engine() {
        classes()
                .that()
                .doNotHaveSimpleName("ThinRuntime")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.yellowjack",
                        "dev.yellowjack.runtime",
                        "dev.yellowjack.examples.custom",
                        "dev.openfeature.sdk",
                        "org.jspecify.annotations",
                        "java..")
                .check(MODULE);
    }

    @Test
    void both_runtimes_are_found_by_name() {
        List<String> names = ServiceLoader.load(SupervisorRuntime.class).stream()
                .map(found -> found.get().name())
                .toList();
        assertEquals(List.of("thin", "whole"), names);
    }
}
