package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A real process as a child: what it is given, how it ends by itself. How it is stopped: {@link ProcessStopTest}. */
@Isolated("looks at all processes that this JVM has started")
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no sh")
class ProcessBodyTest {
    @TempDir
    Path directory;

    @AfterEach
    void noProcessIsLeftBehind() {
        Await.until(
                "no process is left behind",
                () -> ProcessHandle.current().descendants().count() == 0);
    }

    private ProcessBuilder sh(String script) {
        return new ProcessBuilder("sh", "-c", script).directory(directory.toFile());
    }

    private static Child child(ProcessBuilder process) {
        return Child.named("worker").flag("worker").process(process);
    }

    private static ProcessFailure failure(ProcessBuilder process) throws InterruptedException {
        return assertInstanceOf(
                ProcessFailure.class, Incarnation.of(child(process)).end());
    }

    @Test
    void anExitWithCodeZeroReturns() throws Exception {
        assertNull(Incarnation.of(child(sh("exit 0"))).end());
    }

    @Test
    void anotherExitCodeIsACrashThatNamesItAndCarriesTheLastOfTheErrorOutput() throws Exception {
        ProcessFailure failure = failure(sh("echo out; echo first >&2; echo second >&2; exit 7"));
        assertEquals(7, failure.exitCode());
        assertEquals("first\nsecond", failure.errorOutput());
        assertTrue(failure.getMessage().contains("exit code 7"), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("first\nsecond"), failure.getMessage());
    }

    @Test
    void aCrashNamesTheProgramAndKeepsItsArgumentsToItself() throws Exception {
        ProcessFailure failure = failure(new ProcessBuilder("sh", "-c", "exit 7", "--password=secret"));
        assertEquals("'sh' ended with exit code 7", failure.getMessage());
    }

    @Test
    void aCrashWithoutErrorOutputSaysNothingOfIt() throws Exception {
        ProcessFailure failure = failure(sh("exit 1"));
        assertEquals("", failure.errorOutput());
        assertTrue(failure.getMessage().endsWith("ended with exit code 1"), failure.getMessage());
    }

    @Test
    void aProcessThatIsKilledByOthersIsACrash() throws Exception {
        assertEquals(128 + 9, failure(sh("kill -9 $$")).exitCode());
    }

    @Test
    void aCrashCarriesTheLastTwentyLines() throws Exception {
        ProcessFailure failure = failure(sh("seq 1 50000 >&2; exit 1"));
        String last = IntStream.rangeClosed(49_981, 50_000)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("\n"));
        assertEquals(last, failure.errorOutput());
    }

    @Test
    void muchOutputOnBothStreamsDoesNotBlockTheProcess() throws Exception {
        String noise = "yes | head -c 2000000";
        ProcessFailure failure = failure(sh(noise + " & " + noise + " >&2; wait; echo the end >&2; exit 3"));
        assertEquals(3, failure.exitCode());
        assertTrue(failure.errorOutput().endsWith("y\nthe end"), failure.errorOutput());
    }

    /** Only a stop ends descendants; one that goes on and holds the error output must not hold up the crash. */
    @Test
    void aCrashDoesNotWaitForAnOutputThatADescendantHoldsOpen() throws Exception {
        Incarnation incarnation = Incarnation.of(child(sh(
                "sleep 1000 & echo $! > pids; echo oops >&2; while ! test -e reading; do sleep 0.01; done; exit 7")));
        long descendant = Processes.pidsIn(directory.resolve("pids")).get(0);
        try {
            Await.until("the error output is read", ProcessBodyTest::isErrorOutputRead);
            Files.createFile(directory.resolve("reading"));
            ProcessFailure failure = assertInstanceOf(ProcessFailure.class, incarnation.end());
            assertEquals("oops", failure.errorOutput());
        } finally {
            ProcessHandle.of(descendant).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean isErrorOutputRead() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals("child errors"))
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .anyMatch(frame -> frame.getClassName().equals(FileInputStream.class.getName()));
    }

    @Test
    void itsInputIsAtItsEnd() throws Exception {
        assertNull(Incarnation.of(child(sh("cat"))).end());
    }

    @Test
    void itsInputIsWhatTheBuilderSays() throws Exception {
        Path input = Files.writeString(directory.resolve("input"), "hello\n");
        ProcessBuilder process = sh("read line; test \"$line\" = hello").redirectInput(input.toFile());
        assertNull(Incarnation.of(child(process)).end());
    }

    @Test
    void itsEnvironmentIsTheBuilders() throws Exception {
        ProcessBuilder process = sh("test \"$COLOUR\" = yellow && test -z \"${HOME+set}\"");
        process.environment().put("COLOUR", "yellow");
        process.environment().put("HOME", "/");
        process.environment().remove("HOME");
        assertNull(Incarnation.of(child(process)).end());
    }

    @Test
    void itsDirectoryAndOutputsAreTheBuilders() throws Exception {
        File output = directory.resolve("output").toFile();
        File errors = directory.resolve("errors").toFile();
        ProcessBuilder process =
                sh("pwd -P; echo oops >&2; exit 7").redirectOutput(output).redirectError(Redirect.appendTo(errors));
        Files.writeString(errors.toPath(), "before\n");
        assertEquals("", failure(process).errorOutput());
        assertEquals(directory.toRealPath() + "\n", Files.readString(output.toPath()));
        assertEquals("before\noops\n", Files.readString(errors.toPath()));
    }

    @Test
    void errorsThatJoinTheOutputAreCarriedByTheCrash() throws Exception {
        ProcessBuilder process = sh("echo out; echo oops >&2; exit 7").redirectErrorStream(true);
        assertEquals("out\noops", failure(process).errorOutput());
    }

    @Test
    void errorsThatJoinTheOutputGoWhereItGoes() throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder process =
                sh("echo out; echo oops >&2; exit 7").redirectErrorStream(true).redirectOutput(output.toFile());
        assertEquals("", failure(process).errorOutput());
        assertEquals("out\noops\n", Files.readString(output));
    }

    @Test
    void laterChangesToTheBuilderDoNotCount() throws Exception {
        ProcessBuilder process = sh("test \"$COLOUR\" = yellow");
        process.environment().put("COLOUR", "yellow");
        Child child = child(process);
        process.command("false")
                .directory(new File("/does/not/exist"))
                .environment()
                .clear();
        process.command().clear();
        assertNull(Incarnation.of(child).end());
    }

    @Test
    void eachIncarnationIsANewProcess() throws Exception {
        Child child = child(sh("echo $$ >> pids"));
        assertNull(Incarnation.of(child).end());
        assertNull(Incarnation.of(child).end());
        assertEquals(
                2,
                Files.readAllLines(directory.resolve("pids")).stream()
                        .distinct()
                        .count());
    }

    @Test
    void aCommandThatDoesNotExistIsACrashThatNamesIt() throws Exception {
        Throwable crash =
                Incarnation.of(child(new ProcessBuilder("no-such-command"))).end();
        assertTrue(assertInstanceOf(IOException.class, crash).getMessage().contains("no-such-command"));
    }

    @Test
    void aDirectoryThatDoesNotExistIsACrash() throws Exception {
        ProcessBuilder process =
                sh("exit 0").directory(directory.resolve("nowhere").toFile());
        assertInstanceOf(IOException.class, Incarnation.of(child(process)).end());
    }
}
