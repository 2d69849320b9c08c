package dev.yellowjack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What happens in a JVM that shuts down. Each test starts one: {@link ShutdownMain}. */
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
class ShutdownHookTest {
    private static final String REFUSAL =
            "IllegalStateException: the JVM is shutting down; start no supervisor from a shutdown hook";

    private static Process start(String mode) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        ClassPath.ofTests(),
                        ShutdownMain.class.getName(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What the JVM said until it was ready, is sent SIGTERM, and what it said after that. */
    private static List<String> saidOnSigterm(String mode) throws Exception {
        Process jvm = start(mode);
        CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS).execute(jvm::destroyForcibly); // The bound of readLine.
        try (BufferedReader output = jvm.inputReader()) {
            assertEquals("ready", output.readLine());
            jvm.toHandle().destroy(); // Process.destroy would close the output as well.
            List<String> said = new ArrayList<>(output.lines().toList());
            jvm.waitFor(10, TimeUnit.SECONDS);
            said.add("exit code " + jvm.exitValue());
            return said;
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void sigtermClosesEverySupervisorSideBySideAndWaitsForThem() throws Exception {
        List<String> said = saidOnSigterm("close");
        assertEquals(List.of("asked", "asked", "closed", "closed", "exit code 143"), said);
    }

    @Test
    void oneThatCannotBeClosedLeavesNoOtherOpen() throws Exception {
        List<String> said = saidOnSigterm("close-and-throw");
        assertEquals(
                List.of(
                        "asked",
                        "asked",
                        "closed",
                        "closed",
                        "yellowjack-shutdown: not every supervisor could be closed: stuck, stuck, stuck, stuck",
                        "exit code 143"),
                said);
    }

    @Test
    void aSupervisorThatIsStartedInAShutdownIsRefusedBeforeAnyBodyBegins() throws Exception {
        List<String> said = saidOnSigterm("start-in-shutdown");
        assertEquals(List.of(REFUSAL, "exit code 143"), said);
    }

    @Test
    void aSupervisorThatIsStartedAfterTheOthersWereClosedIsRefusedBeforeAnyBodyBegins() throws Exception {
        List<String> said = saidOnSigterm("start-after-close");
        assertEquals(List.of("asked", "closed", REFUSAL, "exit code 143"), said);
    }

    @Test
    void aSupervisorThatIsOvertakenByAShutdownWhileItStartsIsClosedAndRefused() throws Exception {
        List<String> said = saidOnSigterm("start-across-close");
        assertEquals(List.of("asked", "closed", "asked", REFUSAL, "exit code 143"), said);
    }
}
