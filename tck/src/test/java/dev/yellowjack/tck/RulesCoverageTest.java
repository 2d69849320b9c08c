package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/** What is promised is tested, and what is tested was promised. */
class RulesCoverageTest {
    private static final Rulebook RULES = Rulebook.bundled();

    /** As docs/RULES.md marks a rule that no public API can show. */
    private static final String OF_THE_ENGINE = "(Engine.)";

    private static final JavaClasses KIT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.yellowjack.tck");

    @Test
    void every_rule_that_is_cited_exists() {
        List<String> unknown = Sources.ofTheProject()
                .citations()
                .filter(citation -> !exists(citation.rule()))
                .map(Object::toString)
                .toList();

        assertEquals(List.of(), unknown);
    }

    @Test
    void every_rule_that_a_test_verifies_exists() {
        SortedSet<String> unknown = new TreeSet<>(cited());
        unknown.removeAll(RULES.numbers());

        assertEquals(Set.of(), unknown);
    }

    @Test
    void every_rule_has_a_test_of_the_kit_or_of_the_engine() {
        SortedSet<String> untested = new TreeSet<>(RULES.numbers());
        untested.removeAll(cited());
        untested.removeAll(testedByTheEngine());

        assertEquals(Set.of(), untested);
    }

    @Test
    void every_test_of_the_kit_cites_a_rule() {
        List<String> without = tests().filter(test ->
                        !test.isAnnotatedWith(Rule.class) && !test.getOwner().isEquivalentTo(Kit.class))
                .map(JavaMethod::getFullName)
                .toList();

        assertEquals(List.of(), without);
    }

    @Test
    void what_cites_a_rule_is_a_test_and_belongs_to_a_kit() {
        List<String> stray = KIT.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Rule.class))
                .filter(method -> !isTest(method) || !isPartOfAKit(method.getOwner()))
                .map(JavaMethod::getFullName)
                .toList();

        assertEquals(List.of(), stray);
    }

    @Test
    void every_test_of_the_kit_is_known_to_the_verdict() {
        Set<String> known = KIT.stream()
                .filter(type -> type.getRawInterfaces().stream().anyMatch(kit -> kit.isEquivalentTo(Kit.class)))
                .flatMap(kit -> new KitClass(kit.reflect()).tests().keySet().stream())
                .collect(Collectors.toSet());
        SortedSet<String> unknown = tests().map(JavaMethod::getName).collect(Collectors.toCollection(TreeSet::new));
        unknown.removeAll(known);

        assertEquals(Set.of(), unknown);
    }

    @Test
    void every_test_of_the_kit_expects_something() {
        List<String> idle = tests().filter(test -> test.isAnnotatedWith(Rule.class))
                .filter(test -> !Expectations.areIn(test))
                .map(JavaMethod::getFullName)
                .toList();

        assertEquals(List.of(), idle);
    }

    @Test
    void the_check_reads_the_kit() {
        assertTrue(tests().count() > 150, () -> tests().count() + " tests");
        assertTrue(Sources.ofTheProject().citations().count() > 300);
    }

    private static Stream<JavaMethod> tests() {
        return KIT.stream().flatMap(type -> type.getMethods().stream()).filter(RulesCoverageTest::isTest);
    }

    /** An interface of rules that no kit implements is never run. */
    private static boolean isPartOfAKit(JavaClass type) {
        return KIT.stream()
                .filter(kit -> kit.isAssignableTo(Kit.class))
                .anyMatch(kit -> kit.isAssignableTo(type.getName()));
    }

    private static boolean isTest(JavaMethod method) {
        return method.isMetaAnnotatedWith(Testable.class);
    }

    private static Set<String> cited() {
        return tests().filter(test -> test.isAnnotatedWith(Rule.class))
                .flatMap(test -> List.of(test.getAnnotationOfType(Rule.class).value()).stream())
                .collect(Collectors.toSet());
    }

    private static boolean exists(String rule) {
        return rule.contains(".")
                ? RULES.numbers().contains(rule)
                : RULES.numbers().stream().anyMatch(number -> number.startsWith(rule + "."));
    }

    private static Set<String> rulesThatSay(String words) {
        return RULES.numbers().stream()
                .filter(rule -> RULES.text(rule).contains(words))
                .collect(Collectors.toSet());
    }

    /** Of the rules of the engine, those that a test of the engine cites. */
    private static Set<String> testedByTheEngine() {
        Set<String> rules = rulesThatSay(OF_THE_ENGINE);
        rules.retainAll(Sources.of("spi/src/test").rulesOfTests());
        return rules;
    }
}
