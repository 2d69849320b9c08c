package dev.yellowjack.tck;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A class of a user's that runs a kit.
 *
 * @param type extends the abstract class of a kit
 */
record KitClass(Class<?> type) {
    /** Whether a class runs a kit. */
    static boolean is(Class<?> type) {
        return Kit.class.isAssignableFrom(type);
    }

    /** The kit's own abstract class: the one that the user extends. */
    Class<?> kit() {
        Class<?> ancestor = type;
        while (!Arrays.asList(ancestor.getInterfaces()).contains(Kit.class)) {
            ancestor = ancestor.getSuperclass();
        }
        return ancestor;
    }

    /** The kit's own tests by name, with the rules that they cite. */
    SortedMap<String, List<String>> tests() {
        SortedMap<String, List<String>> tests = new TreeMap<>();
        for (Method method : kit().getMethods()) {
            if (AnnotationSupport.isAnnotated(method, Testable.class)) {
                Rule rule = method.getAnnotation(Rule.class);
                tests.put(method.getName(), rule == null ? List.of() : List.of(rule.value()));
            }
        }
        return Collections.unmodifiableSortedMap(tests);
    }

    /** The rules that the kit's own tests cite. */
    SortedSet<String> rules() {
        SortedSet<String> rules = new TreeSet<>(Rulebook.ORDER);
        tests().values().forEach(rules::addAll);
        return rules;
    }
}
