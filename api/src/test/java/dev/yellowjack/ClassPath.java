package dev.yellowjack;

import dev.yellowjack.runtime.SupervisorRuntime;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The class path of the tests, loaded once more, on which runtimes are announced as a jar of theirs would. */
final class ClassPath implements AutoCloseable {
    private final URLClassLoader loader;
    private final Path announcement;

    private ClassPath(URLClassLoader loader, Path announcement) {
        this.loader = loader;
        this.announcement = announcement;
    }

    static String ofTests() {
        // Surefire may start its JVM with a class path of one jar, and says here what is in it.
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    static ClassPath with(Class<?>... runtimes) throws IOException {
        return announcing(Arrays.stream(runtimes).map(Class::getName).toArray(String[]::new));
    }

    /** One with a file of these lines, which need not be names of runtimes. */
    static ClassPath announcing(String... lines) throws IOException {
        Path root = Files.createTempDirectory("class-path");
        Path announcement = root.resolve("META-INF/services/" + SupervisorRuntime.class.getName());
        Files.createDirectories(announcement.getParent());
        Files.write(announcement, List.of(lines));
        List<URL> urls = new ArrayList<>();
        urls.add(root.toUri().toURL());
        for (String entry : ofTests().split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new ClassPath(
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()), announcement);
    }

    /** The name of the runtime that the API finds there. */
    String nameOfRuntime(String wanted) throws Exception {
        Method find = Class.forName("dev.yellowjack.Runtimes", true, loader).getDeclaredMethod("find", String.class);
        Object runtime = call(find, wanted);
        return (String) call(runtime.getClass().getMethod("name"), runtime);
    }

    Object callStatic(Class<?> type, String method) throws Exception {
        return call(Class.forName(type.getName(), true, loader).getDeclaredMethod(method));
    }

    private static Object call(Method method, Object... arguments) throws Exception {
        method.setAccessible(true);
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        try {
            return isStatic ? method.invoke(null, arguments) : method.invoke(arguments[0]);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw thrown;
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
        for (Path path = announcement; !path.endsWith("META-INF"); path = path.getParent()) {
            Files.delete(path);
        }
    }
}
