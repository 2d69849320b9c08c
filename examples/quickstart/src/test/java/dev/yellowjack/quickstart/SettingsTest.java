package dev.yellowjack.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SettingsTest {
    @Test
    @DisplayName("what is not set, or is blank, is the quickstart's own")
    void defaults() {
        Settings settings = settings(Map.of("quickstart.provider", "", "quickstart.flags", " "));
        assertEquals("virtualthreads", settings.runtime());
        assertEquals(FlagOrigin.FILE, settings.origin());
        assertEquals(Path.of("target/flags.json").toAbsolutePath(), settings.flags());
        assertFalse(settings.tour());
        assertTrue(settings(Map.of("quickstart.tour", "")).tour());
    }

    @Test
    @DisplayName("a provider that there is not is refused, with those that there are")
    void unknownProvider() {
        assertEquals(
                FlagOrigin.FLAGD,
                settings(Map.of("quickstart.provider", "flagd")).origin());
        assertRefused(
                "quickstart.provider is \"http\", but has to be file or flagd."
                        + " Set it to one of them, or leave it out for file.",
                () -> settings(Map.of("quickstart.provider", "http")));
    }

    @Test
    @DisplayName("without a resolver flagd is in process, and its command says the port")
    void flagdVariables() {
        Map<String, String> set = Map.of("FLAGD_HOST", "127.0.0.1", "FLAGD_PORT", "9015");
        Path file = Path.of("/f.json");
        assertEquals("in-process flagd at localhost:8015", server(Map.of()));
        assertEquals("in-process flagd at 127.0.0.1:9015", server(set));
        assertEquals("flagd start --uri file:" + file, new FlagdVariables(Map.of()).command(file));
        assertEquals("flagd start --uri file:" + file + " --sync-port 9015", new FlagdVariables(set).command(file));
    }

    @Test
    @DisplayName("no variable is ignored: it counts, or is refused")
    void noVariableIsIgnored() {
        assertEquals("in-process flagd at localhost:8015 with TLS", server(Map.of("FLAGD_TLS", "true")));
        assertRefused(
                "FLAGD_PORT is not a whole number. Set it to one, or leave it out.",
                () -> server(Map.of("FLAGD_PORT", "many")));
        String refusal = assertThrows(
                        IllegalArgumentException.class,
                        () -> server(Map.of("FLAGD_OFFLINE_FLAG_SOURCE_PATH", "/f.json")))
                .toString();
        assertTrue(refusal.contains("ask for a file"), refusal);
    }

    private static Settings settings(Map<String, String> properties) {
        return Settings.of(properties::get);
    }

    private static String server(Map<String, String> variables) {
        return new FlagdVariables(variables).builder().toString();
    }

    private static void assertRefused(String words, Executable refused) {
        assertEquals(
                words, assertThrows(IllegalArgumentException.class, refused).getMessage());
    }
}
