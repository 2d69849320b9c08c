package dev.yellowjack.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs trials in JVMs of their own. A trial goes there, and its figures come back, in a file: what is printed stays
 * free for people.
 */
final class Fork {
    private static final int PATIENCE_MINUTES = 15;

    /** For whoever wants to look into it: of a flight recording, say. */
    private static final List<String> MORE_OPTIONS = Arrays.stream(
                    System.getProperty("bench.jvm", "").split(" "))
            .filter(option -> !option.isBlank())
            .toList();

    private Fork() {}

    /** Runs a trial in a new JVM, and waits for it. */
    static Figures run(Trial trial) throws IOException, InterruptedException {
        Path file = Files.createTempFile("trial", ".ser");
        try {
            write(file, trial);
            Process jvm = new ProcessBuilder(command(trial, file)).inheritIO().start();
            try {
                if (!jvm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || jvm.exitValue() != 0) {
                    throw new IllegalStateException(trial + " failed: what it said is above");
                }
            } finally {
                jvm.destroyForcibly();
            }
            return (Figures) read(file);
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> command(Trial trial, Path file) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(trial.jvmOptions());
        command.addAll(quiet());
        command.addAll(MORE_OPTIONS);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Fork.class.getName()));
        command.add(file.toString());
        return command;
    }

    /** JMH and Pekko use what the newer JDKs warn of. */
    static List<String> quiet() {
        return Runtime.version().feature() < 24 ? List.of() : List.of("--sun-misc-unsafe-memory-access=allow");
    }

    /** Is the other JVM. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Trial trial = (Trial) read(file);
        NullLog.install();
        write(file, trial.run());
        System.exit(0); // Whatever of a peer's still runs is not to be waited for.
    }

    private static void write(Path file, Object object) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject(object);
        }
    }

    private static Object read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                ObjectInputStream objects = new ObjectInputStream(in)) {
            return objects.readObject();
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
