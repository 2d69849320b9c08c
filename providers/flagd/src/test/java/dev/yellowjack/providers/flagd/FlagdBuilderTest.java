package dev.yellowjack.providers.flagd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.yellowjack.providers.flagd.FlagdServerBuilder.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class FlagdBuilderTest {
    private static void refused(String part, Executable call) {
        RuntimeException refusal = assertThrows(RuntimeException.class, call);
        assertTrue(String.valueOf(refusal.getMessage()).contains(part), refusal.getMessage());
    }

    private static FlagdBuilder from(Map<String, String> variables) {
        return Flagd.fromEnvironment(Mode.RPC, variables::get);
    }

    @Test
    void bad_settings_are_refused_with_what_is_allowed() {
        refused("from 1 to 65535", () -> Flagd.rpc().port(0));
        refused("from 1 to 65535", () -> Flagd.rpc().port(65_536));
        refused("RPC has no selector", () -> Flagd.rpc().selector("x"));
        refused("In process", () -> Flagd.inProcess().evaluationDeadline(Duration.ofSeconds(1)));
        refused("from PT0.1S to PT1M", () -> Flagd.rpc().deadline(Duration.ZERO));
        refused("cannot be read", () -> Flagd.rpc().certificate(Path.of("no-such.pem")));
        refused("poll interval", () -> Flagd.file(Path.of("x")).pollInterval(Duration.ofMillis(1)));
    }

    @Test
    void a_folder_is_no_file(@TempDir Path folder) {
        refused("is a folder", () -> Flagd.file(folder));
    }

    @Test
    void a_password_is_not_repeated() {
        RuntimeException refusal = assertThrows(
                IllegalArgumentException.class, () -> from(Map.of("FLAGD_HOST", "https://me:s3cret@example.org")));
        assertFalse(String.valueOf(refusal).contains("s3cret"));
        refusal = assertThrows(
                IllegalArgumentException.class, () -> from(Map.of("FLAGD_TARGET_URI", "dns://me:s3cret@example.org")));
        assertFalse(String.valueOf(refusal).contains("s3cret"));
        refusal = assertThrows(IllegalArgumentException.class, () -> from(Map.of("FLAGD_PORT", "s3cret")));
        assertFalse(String.valueOf(refusal).contains("s3cret"));
        assertFalse(Flagd.inProcess().selector("s3cret").toString().contains("s3cret"));
    }

    @Test
    void the_environment_decides_the_mode() {
        assertEquals("rpc flagd at localhost:8013", from(Map.of()).toString());
        assertEquals(
                "in-process flagd at localhost:8015",
                from(Map.of("FLAGD_RESOLVER", "IN-PROCESS")).toString());
        assertEquals(
                "rpc flagd at flags.example:99 with TLS",
                from(Map.of("FLAGD_HOST", "flags.example", "FLAGD_PORT", "99", "FLAGD_TLS", "true"))
                        .toString());
        String path = Path.of("some.json").toAbsolutePath().toString();
        assertEquals(
                "flagd from the file " + path,
                from(Map.of("FLAGD_RESOLVER", "file", "FLAGD_OFFLINE_FLAG_SOURCE_PATH", path))
                        .toString());
        assertEquals(
                "flagd from the file " + path,
                from(Map.of("FLAGD_RESOLVER", "in-process", "FLAGD_OFFLINE_FLAG_SOURCE_PATH", path))
                        .toString());
    }

    @Test
    void where_the_environment_names_no_mode_the_application_does() {
        assertEquals(
                "in-process flagd at flags.example:8015 with TLS",
                Flagd.fromEnvironment(Mode.IN_PROCESS, Map.of("FLAGD_HOST", "flags.example", "FLAGD_TLS", "true")::get)
                        .toString());
        assertEquals(
                "rpc flagd at localhost:8013",
                Flagd.fromEnvironment(Mode.IN_PROCESS, Map.of("FLAGD_RESOLVER", "rpc")::get)
                        .toString());
        refused(
                "leave it out for in-process",
                () -> Flagd.fromEnvironment(Mode.IN_PROCESS, Map.of("FLAGD_RESOLVER", "carrier-pigeon")::get));
    }

    @Test
    void variables_that_make_no_sense_are_refused_by_name() {
        refused("FLAGD_RESOLVER", () -> from(Map.of("FLAGD_RESOLVER", "carrier-pigeon")));
        refused("FLAGD_OFFLINE_FLAG_SOURCE_PATH", () -> from(Map.of("FLAGD_RESOLVER", "file")));
        refused("FLAGD_PORT", () -> from(Map.of("FLAGD_PORT", "many")));
        refused("FLAGD_TLS", () -> from(Map.of("FLAGD_TLS", "perhaps")));
        refused("FLAGD_SOCKET_PATH", () -> from(Map.of("FLAGD_SOCKET_PATH", "x.sock")));
    }
}
