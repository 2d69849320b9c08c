package dev.yellowjack.tck;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a user's class does that could keep a test of the kit from running or from failing.
 *
 * @param user the class that runs the kit
 */
record Interference(KitClass user) {
    /** One sentence for each; none where there is nothing to object to. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        Set<String> tests = user.tests().keySet();
        for (Class<?> type : below()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isSynthetic() && tests.contains(method.getName())) {
                    complaints.add(type.getName() + " replaces a test of the kit: " + method.getName());
                }
            }
        }
        Class<?> type = user.type();
        if (AnnotationSupport.isAnnotated(type, org.junit.jupiter.api.Disabled.class)
                || AnnotationSupport.isAnnotated(type, net.jqwik.api.Disabled.class)) {
            complaints.add(type.getName() + " is @Disabled");
        }
        Set<Class<?>> deciding = deciding(type);
        deciding.removeAll(deciding(user.kit()));
        for (Class<?> extension : deciding) {
            complaints.add(type.getName() + " has an extension that decides whether tests run or fail: "
                    + extension.getSimpleName());
        }
        return complaints;
    }

    /** The user's own types: classes below the kit's, and interfaces that the kit does not have. */
    private Set<Class<?>> below() {
        Set<Class<?>> types = new LinkedHashSet<>();
        addWithInterfaces(user.type(), types);
        types.removeIf(type -> type.isAssignableFrom(user.kit()));
        return types;
    }

    private static void addWithInterfaces(Class<?> type, Set<Class<?>> types) {
        types.add(type);
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .forEach(above -> addWithInterfaces(above, types));
    }

    private static Set<Class<?>> deciding(Class<?> type) {
        Set<Class<?>> extensions = new LinkedHashSet<>();
        AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class)
                .forEach(with -> extensions.addAll(List.of(with.value())));
        AnnotationSupport.findRepeatableAnnotations(type, AddLifecycleHook.class)
                .forEach(with -> extensions.add(with.value()));
        AnnotationSupport.findAnnotatedFields(type, RegisterExtension.class).stream()
                .map(Field::getType)
                .forEach(extensions::add);
        extensions.removeIf(extension -> Stream.of(
                        ExecutionCondition.class, TestExecutionExceptionHandler.class, SkipExecutionHook.class)
                .noneMatch(decides -> decides.isAssignableFrom(extension)));
        return extensions;
    }
}
