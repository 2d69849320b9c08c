package dev.yellowjack.tck;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Shows a test as its rule and its sentence: {@code §1.1 a child that reads on is started exactly once}. */
final class RuleNames extends DisplayNameGenerator.Standard {
    @Override
    public String generateDisplayNameForMethod(
            List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
        Rule rule = testMethod.getAnnotation(Rule.class);
        String sentence = testMethod.getName().replace('_', ' ');
        return rule == null ? sentence : "§" + String.join(", §", rule.value()) + " " + sentence;
    }
}
