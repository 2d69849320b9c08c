package dev.yellowjack.providers.flagd;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderState;
import dev.yellowjack.Child;
import dev.yellowjack.ChildState;
import dev.yellowjack.Supervisor;
import dev.yellowjack.providers.flagd.FlagdServerBuilder.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both modes on the real flagd, where there is one. */
@ExtendWith(FlagdBinary.class)
@Timeout(120)
final class RealFlagdTest {
    private static final int FLIPS = 30;

    @TempDir
    Path folder = Path.of("");

    private Path write(String text) throws IOException {
        return Files.move(
                Files.writeString(folder.resolve("fresh"), text),
                folder.resolve("flags.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @EnumSource
    void flags_hold_while_flagd_is_killed_or_stopped_and_converge_after_it(Mode mode) throws Exception {
        Path file = write(FlagTexts.file("a", true));
        try (FlagdProcess flagd = new FlagdProcess(folder, List.of("--uri", "file:" + file))) {
            flagd.start();
            try (Heard heard = new Heard(flagd.client(mode).build())) {
                heard.await("on", () -> heard.isOn("a"));

                flagd.kill();
                assertTrue(answersOnOrNothing(heard));
                write(FlagTexts.file("a", false));
                flagd.start();
                heard.await("off after the restart", () -> isOff(heard));

                heard.events.clear();
                flagd.freeze();
                write(FlagTexts.file("a", true));
                heard.await("stale", () -> {
                    assertTrue(!heard.isOn("a")); // RPC notices by being asked.
                    return heard.wasHeard(PROVIDER_STALE, "does not answer");
                });
                flagd.thaw();
                heard.await("on after the stop", () -> heard.isOn("a"));
            }
        }
    }

    private static boolean answersOnOrNothing(Heard heard) {
        return heard.client.getBooleanValue("a", true);
    }

    private static boolean isOff(Heard heard) {
        var details = heard.client.getBooleanDetails("a", true);
        ErrorCode code = details.getErrorCode();
        return code == null && !details.getValue();
    }

    @ParameterizedTest
    @EnumSource
    void a_change_of_its_file_starts_the_body(Mode mode) throws Exception {
        Path file = write(FlagTexts.file("a", false));
        List<Long> micros = new ArrayList<>();
        AtomicLong begun = new AtomicLong();
        try (FlagdProcess flagd = new FlagdProcess(folder, FlagdProcess.watching(file))) {
            flagd.start();
            try (Heard heard = new Heard(flagd.client(mode).build());
                    Supervisor supervisor = Supervisor.builder()
                            .client(heard.client)
                            .child(Child.named("a").flag("a").runs(context -> {
                                begun.set(System.nanoTime());
                                context.awaitStop();
                            }))
                            .start()) {
                heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
                for (int flip = 0; flip < FLIPS; flip++) {
                    begun.set(0);
                    long from = System.nanoTime();
                    write(FlagTexts.file("a", true));
                    heard.await("the body of flip " + flip, () -> begun.get() != 0);
                    micros.add((begun.get() - from) / 1_000);
                    write(FlagTexts.file("a", false));
                    heard.await("off", () -> supervisor.status("a").state() == ChildState.OFF);
                }
            }
        }
        micros.sort(null);
        System.out.printf(
                "%s: from the change of flagd's file to the body, %d times: median %.1f ms, at most %.1f ms%n",
                mode, FLIPS, micros.get(FLIPS / 2) / 1000.0, micros.get(FLIPS - 1) / 1000.0);
    }
}
