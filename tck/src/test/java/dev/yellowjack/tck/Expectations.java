package dev.yellowjack.tck;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/**
 * Finds out from its byte code whether a test expects anything.
 *
 * <p>Almost each step that a test takes can fail, because it waits for something. That is no expectation of the test. So in
 * the test and in what it calls of types that hold tests, these are: JUnit's assertions, to make an {@link AssertionError},
 * and a method of the kit named {@code assert...}, {@code await...} or {@code ...until} that can really fail.
 */
final class Expectations {
    private static final String KIT = "dev.yellowjack.tck";

    private Expectations() {}

    static boolean areIn(JavaMethod test) {
        return areIn(test, new HashSet<>());
    }

    private static boolean areIn(JavaCodeUnit code, Set<JavaCodeUnit> seen) {
        return seen.add(code)
                && calls(code)
                        .anyMatch(target -> fails(target)
                                || resolved(target)
                                        .anyMatch(called -> holdsTests(called.getOwner())
                                                ? areIn(called, seen)
                                                : isNamedSo(called) && canFail(called, new HashSet<>())));
    }

    private static boolean canFail(JavaCodeUnit code, Set<JavaCodeUnit> seen) {
        return seen.add(code)
                && calls(code)
                        .anyMatch(
                                target -> fails(target) || resolved(target).anyMatch(called -> canFail(called, seen)));
    }

    private static boolean isNamedSo(JavaCodeUnit called) {
        return called.getName().matches("(assert|await).*|until|.*Until");
    }

    private static boolean holdsTests(JavaClass type) {
        return type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Rule.class));
    }

    private static boolean fails(CodeUnitAccessTarget target) {
        JavaClass made = target.getName().equals("<init>") ? target.getOwner() : target.getRawReturnType();
        return target.getOwner().isEquivalentTo(Assertions.class) || made.isAssignableTo(AssertionError.class);
    }

    private static Stream<JavaCodeUnit> resolved(CodeUnitAccessTarget target) {
        return target.resolveMember().stream()
                .map(JavaCodeUnit.class::cast)
                .filter(code -> code.getOwner().getPackageName().equals(KIT));
    }

    /** Calls and method references, also those in lambdas, which ArchUnit counts to the method around them. */
    private static Stream<CodeUnitAccessTarget> calls(JavaCodeUnit code) {
        return Stream.of(
                        code.getMethodCallsFromSelf(),
                        code.getConstructorCallsFromSelf(),
                        code.getMethodReferencesFromSelf(),
                        code.getConstructorReferencesFromSelf())
                .flatMap(Set::stream)
                .map(access -> (CodeUnitAccessTarget) access.getTarget());
    }
}
