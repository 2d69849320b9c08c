package dev.yellowjack.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check finds a test without an assertion, and takes no other for one. */
class ExpectationsTest {
    private static final JavaClass CASES =
            new ClassFileImporter().importPackages("dev.yellowjack.tck").get(ExpectationCases.class);

    static Stream<JavaMethod> cases() {
        return CASES.getMethods().stream().filter(method -> method.isAnnotatedWith(Rule.class));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_test_expects_something_or_not(JavaMethod test) {
        assertEquals(test.getName().startsWith("with_"), Expectations.areIn(test), test::getName);
    }
}
