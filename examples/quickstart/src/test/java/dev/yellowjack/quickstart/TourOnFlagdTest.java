package dev.yellowjack.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.OpenFeatureAPI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The tour's own steps on flagd. This is no test of flagd, of which there is only a stand-in. */
@Timeout(180)
class TourOnFlagdTest {
    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void shutDown() {
        OpenFeatureAPI.getInstance().shutdown();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("it holds on a program that behaves as flagd should")
    void holdsOnStandIn() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path program = script("exec '%s' -cp '%s' %s \"$@\""
                .formatted(java, System.getProperty("java.class.path"), StandInFlagd.class.getName()));
        assertEquals(0, Tour.play(settings(program)));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("it fails on one that ends at once")
    void failsOnBrokenFlagd() throws Exception {
        assertEquals(1, Tour.play(settings(script("echo no such option; exit 3"))));
    }

    @Test
    @DisplayName("where flagd is not, it is refused, and how to get it is said")
    void refusedWithoutFlagd() {
        Settings settings = settings(folder.resolve("none"));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Tour.play(settings));
        assertTrue(String.valueOf(refusal.getMessage()).contains(FlagdVariables.INSTALL), refusal::getMessage);
    }

    private Path script(String line) throws Exception {
        Path file = Files.writeString(folder.resolve("flagd"), "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Settings settings(Path binary) {
        return new Settings("threads", FlagOrigin.FLAGD, Path.of("unused"), true, binary.toString());
    }
}
