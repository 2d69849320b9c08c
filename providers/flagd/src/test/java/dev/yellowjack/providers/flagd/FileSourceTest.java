package dev.yellowjack.providers.flagd;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_CONFIGURATION_CHANGED;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_ERROR;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_READY;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ProviderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FileSourceTest {
    @TempDir
    Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void thereIsAFile() throws IOException {
        file = folder.resolve("flags.json");
        Files.writeString(file, FlagTexts.file("a", false));
    }

    private Heard open() {
        Heard heard = new Heard(Flagd.file(file).grace(Duration.ofMillis(500)).build());
        heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
        return heard;
    }

    /** With polls that come long after the test's patience has ended. */
    private Heard openOnTheWatchAlone() {
        Heard heard =
                new Heard(Flagd.file(file).pollInterval(Duration.ofMinutes(1)).build());
        heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
        return heard;
    }

    private void replace(String text) throws IOException {
        Files.move(
                Files.writeString(folder.resolve("fresh"), text),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void an_edit_in_place_is_seen() throws IOException {
        try (Heard heard = open()) {
            Files.writeString(file, FlagTexts.file("a", true));
            heard.await("on", () -> heard.isOn("a"));
            heard.awaitEvent(PROVIDER_CONFIGURATION_CHANGED, "");
        }
    }

    @Test
    void a_replacement_is_seen_whose_time_and_size_are_those_of_the_old_file() throws IOException {
        String off = FlagTexts.file("a", false).replace("\"off\"}", "\"off\" }");
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        String on = FlagTexts.file("a", true).replace("\"on\"}", "\"on\"  }");
        assertEquals(off.length(), on.length());
        replace(off);
        Files.setLastModifiedTime(file, time);
        try (Heard heard = open()) {
            Path fresh = Files.writeString(folder.resolve("same"), on);
            Files.setLastModifiedTime(fresh, time);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            heard.await("on", () -> heard.isOn("a"));
        }
    }

    @Test
    void a_replacement_is_seen_that_is_older() throws IOException {
        try (Heard heard = open()) {
            Path fresh = Files.writeString(folder.resolve("old"), FlagTexts.file("a", true));
            Files.setLastModifiedTime(fresh, FileTime.fromMillis(0));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            heard.await("on", () -> heard.isOn("a"));
        }
    }

    @Test
    void links_that_are_swapped_as_Kubernetes_does_are_seen_by_the_watch() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        version(mount, "..1", false);
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        file = Files.createSymbolicLink(mount.resolve("flags.json"), Path.of("..data/flags.json"));
        try (Heard heard = openOnTheWatchAlone()) {
            for (int i = 2; i < 8; i++) {
                boolean on = i % 2 == 0;
                version(mount, ".." + i, on);
                Files.createSymbolicLink(mount.resolve("..tmp"), Path.of(".." + i));
                Files.move(mount.resolve("..tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
                heard.await("version " + i, () -> heard.isOn("a") == on);
            }
        }
    }

    private static void version(Path mount, String name, boolean on) throws IOException {
        Files.writeString(Files.createDirectory(mount.resolve(name)).resolve("flags.json"), FlagTexts.file("a", on));
    }

    @Test
    void a_link_to_a_file_elsewhere_is_followed_to_where_it_changes() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path real = Files.writeString(elsewhere.resolve("real.json"), FlagTexts.file("a", false));
        file = Files.createSymbolicLink(folder.resolve("link.json"), real);
        assertTrue(FolderWatch.folders(file).contains(elsewhere), "watched " + FolderWatch.folders(file));
        try (Heard heard = openOnTheWatchAlone()) {
            Files.writeString(real, FlagTexts.file("a", true));
            heard.await("on", () -> heard.isOn("a"));
        }
    }

    @Test
    void a_file_that_is_away_is_missed_and_what_flipped_meanwhile_is_heeded() throws IOException {
        try (Heard heard = open()) {
            Files.delete(file);
            heard.awaitEvent(PROVIDER_STALE, "flags.json is missing");
            heard.awaitEvent(PROVIDER_ERROR, "flags.json is missing");
            assertFalse(heard.isOn("a"));
            heard.events.clear();
            replace(FlagTexts.file("a", true));
            heard.awaitEvent(PROVIDER_READY, "");
            heard.awaitEvent(PROVIDER_CONFIGURATION_CHANGED, "");
            assertTrue(heard.isOn("a"));
            assertEquals(ProviderState.READY, heard.client.getProviderState());
        }
    }

    @Test
    void a_file_cut_short_changes_nothing_and_is_reported_with_line_and_column() throws IOException {
        replace(FlagTexts.file("a", true));
        try (Heard heard = open()) {
            Files.writeString(file, "{\n\"flags\": {\n  \"a\": {");
            heard.awaitEvent(PROVIDER_STALE, "flags.json is wrong: line 3, column 9");
            assertTrue(heard.isOn("a"));
            heard.events.clear();
            Files.writeString(file, FlagTexts.file("a", true));
            heard.awaitEvent(PROVIDER_READY, "");
        }
    }

    @Test
    void a_flag_with_a_mistake_is_reported_and_the_others_are_taken() throws IOException {
        try (Heard heard = open()) {
            String wrong = FlagTexts.flag(true).replace("\"defaultVariant\":\"on\"", "\"defaultVariant\":\"no\"");
            replace("{\"flags\":{\"a\":" + FlagTexts.flag(true) + ",\"b\":" + wrong + "}}");
            heard.awaitEvent(PROVIDER_STALE, "flag \"b\" has the defaultVariant \"no\"");
            assertTrue(heard.isOn("a"));
        }
    }

    @Test
    void a_flaw_at_the_start_is_reported_though_the_SDK_makes_the_provider_ready() throws IOException {
        String wrong = FlagTexts.flag(true).replace("\"defaultVariant\":\"on\"", "\"defaultVariant\":\"no\"");
        replace("{\"flags\":{\"a\":" + FlagTexts.flag(true) + ",\"b\":" + wrong + "}}");
        try (Heard heard = new Heard(Flagd.file(file).build())) {
            heard.awaitEvent(PROVIDER_STALE, "flag \"b\"");
            heard.await("stale", () -> heard.client.getProviderState() == ProviderState.STALE);
            assertTrue(heard.isOn("a"));
        }
    }

    @Test
    void emptiness_that_does_not_last_is_no_news() throws IOException {
        file = folder.resolve("slow.json");
        Files.writeString(file, FlagTexts.file("a", false));
        Duration slow = Duration.ofSeconds(2);
        try (Heard heard = new Heard(Flagd.file(file).pollInterval(slow).build())) {
            heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
            for (int i = 0; i < 20; i++) {
                boolean on = i % 2 == 0;
                Files.writeString(file, "");
                Files.writeString(file, FlagTexts.file("a", on));
                heard.await("edit " + i, () -> heard.isOn("a") == on);
            }
            assertFalse(heard.wasHeard(PROVIDER_STALE, ""), "heard " + heard.events);
        }
    }

    @Test
    void emptiness_that_is_seen_and_does_not_last_is_no_news() throws IOException {
        Duration brief = Duration.ofMillis(10);
        try (Heard slow = openOnTheWatchAlone();
                Heard quick = new Heard(Flagd.file(file).pollInterval(brief).build())) {
            quick.await("ready", () -> quick.client.getProviderState() == ProviderState.READY);
            Files.writeString(file, "");
            // It has looked twice by then, so the other has been woken for its first look.
            quick.awaitEvent(PROVIDER_STALE, "it is empty");
            Files.writeString(file, FlagTexts.file("a", true));
            slow.awaitEvent(PROVIDER_CONFIGURATION_CHANGED, "");
            assertTrue(slow.isOn("a"));
            assertFalse(slow.wasHeard(PROVIDER_STALE, ""), "heard " + slow.events);
        }
    }

    @Test
    void of_many_edits_the_last_one_counts() throws IOException {
        try (Heard heard = open()) {
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 50; i++) {
                    replace(FlagTexts.file("a", i % 2 == round % 2));
                }
                boolean last = round % 2 != 0 == (49 % 2 != 0);
                heard.awaitForGood("round " + round, () -> heard.isOn("a") == last);
            }
        }
    }

    @Test
    void a_provider_without_a_file_fails_in_time_and_is_ready_when_the_file_comes() throws IOException {
        Files.delete(file);
        long from = System.nanoTime();
        try (Heard heard =
                new Heard(Flagd.file(file).deadline(Duration.ofMillis(300)).build())) {
            heard.awaitEvent(PROVIDER_ERROR, "");
            assertTrue(System.nanoTime() - from < Duration.ofSeconds(5).toNanos());
            replace(FlagTexts.file("a", true));
            heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
            assertTrue(heard.isOn("a"));
        }
        threadsEnd();
    }

    @Test
    void no_thread_is_left_after_shutdown() {
        open().close();
        threadsEnd();
    }

    private void threadsEnd() {
        Heard.until(() -> "threads are left: " + ours(), () -> ours().isEmpty());
    }

    private List<String> ours() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("yellowjack-flagd"))
                .map(entry -> entry.getKey() + " in " + List.of(entry.getValue()))
                .toList();
    }

    @Test
    void a_change_is_announced_within_100_ms_as_a_rule() throws IOException {
        List<Long> times = new ArrayList<>();
        // A poll of 10 s: what is seen is seen by the watch.
        try (Heard heard =
                new Heard(Flagd.file(file).pollInterval(Duration.ofSeconds(10)).build())) {
            heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
            for (int i = 0; i < 20; i++) {
                heard.events.clear();
                long from = System.nanoTime();
                replace(FlagTexts.file("a", i % 2 == 0));
                heard.awaitEvent(PROVIDER_CONFIGURATION_CHANGED, "");
                times.add((System.nanoTime() - from) / 1_000);
            }
        }
        times.sort(null);
        System.out.println("change -> event: median " + times.get(10) + " us, max " + times.get(19) + " us");
        assertTrue(times.get(10) < 100_000, "median of " + times);
    }
}
