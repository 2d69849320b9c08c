package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicTypesTest {
    private static final int PUBLIC_TYPES = 34;

    @Test
    void thePublicTypesStayFew() throws Exception {
        List<String> types = publicTypes();
        assertTrue(types.contains("dev.yellowjack.Supervisor"), () -> "looked in the wrong place, found " + types);
        assertTrue(types.contains("dev.yellowjack.runtime.SupervisorRuntime"), types::toString);
        assertTrue(types.contains("dev.yellowjack.Child$Named"), types::toString);
        assertFalse(types.contains("dev.yellowjack.Durations"), types::toString);
        assertEquals(
                PUBLIC_TYPES,
                types.size(),
                () -> "every public type is a promise, so think twice whether another one is needed, and only then"
                        + " change the number: " + types);
    }

    private static List<String> publicTypes() throws IOException, URISyntaxException {
        Path classes = Path.of(Supervisor.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .filter(PublicTypesTest::isPublic)
                    .sorted()
                    .toList();
        }
    }

    /** Whether it can be named from outside: it is public, and so is every type around it. */
    private static boolean isPublic(String type) {
        try {
            return Stream.<Class<?>>iterate(
                            Class.forName(type, false, Supervisor.class.getClassLoader()),
                            Objects::nonNull,
                            Class::getEnclosingClass)
                    .allMatch(part -> Modifier.isPublic(part.getModifiers()));
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
