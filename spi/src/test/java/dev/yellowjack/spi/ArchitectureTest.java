package dev.yellowjack.spi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The walls of the house, as docs/concurrency.md draws them. */
class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.yellowjack");

    @Test
    void the_rules_know_no_clock_no_thread_no_flag_client_and_no_log() {
        noClasses()
                .that()
                .haveNameMatching(".*\\.spi\\.(ChildMachine|State|Input)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.time..",
                        "java.util.concurrent..",
                        "dev.openfeature..",
                        "org.slf4j..",
                        "dev.yellowjack.runtime..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.(Thread.*|System)|.*\\.spi\\.(Child(ren|Cell)|Control.*|Deeds|Hands|Flag.*)")
                .check(MODULE);
    }

    @Test
    void only_the_reader_and_the_watch_ask_the_provider() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.spi\\.(FlagReader|Evaluation|FlagWatch|EngineSupervisor)(\\$.*)?")
                .and()
                .resideInAPackage("dev.yellowjack.spi")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.openfeature.sdk.Client")
                .check(MODULE);
    }

    @Test
    void the_api_knows_nobody_below_it() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.yellowjack", "dev.yellowjack.runtime")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.yellowjack.spi")
                .check(MODULE);
    }

    @Test
    void a_runtime_sees_four_types_of_the_engine_and_no_more() {
        Set<String> visible = MODULE.stream()
                .filter(type -> type.getPackageName().equals("dev.yellowjack.spi"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> type.getEnclosingClass().isEmpty())
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
        assertEquals(Set.of("Engine", "Launcher", "LaunchTask", "Launch"), visible);
    }
}
