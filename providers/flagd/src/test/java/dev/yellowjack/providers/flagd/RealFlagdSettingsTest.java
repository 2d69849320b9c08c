package dev.yellowjack.providers.flagd;

import static dev.openfeature.sdk.ProviderEvent.PROVIDER_ERROR;
import static dev.openfeature.sdk.ProviderEvent.PROVIDER_STALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ProviderState;
import dev.yellowjack.providers.flagd.FlagdServerBuilder.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What flagd itself can be set to, on the real one. */
@ExtendWith(FlagdBinary.class)
@Timeout(120)
final class RealFlagdSettingsTest {
    @TempDir
    Path folder = Path.of("");

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private FlagdProcess flagd(String text, String... options) throws Exception {
        List<String> all = new ArrayList<>(FlagdProcess.watching(write("flags.json", text)));
        all.addAll(List.of(options));
        FlagdProcess flagd = new FlagdProcess(folder, all);
        flagd.start();
        return flagd;
    }

    private static Heard ready(FlagdServerBuilder builder) {
        Heard heard = new Heard(builder.deadline(Duration.ofSeconds(20)).build());
        heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
        return heard;
    }

    @ParameterizedTest
    @EnumSource
    void flags_of_all_types_are_answered(Mode mode) throws Exception {
        try (FlagdProcess flagd = flagd(Types.file());
                Heard heard = ready(flagd.client(mode))) {
            Types.assertAnswered(heard.client);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_value_that_flagd_adds_to_the_context_is_targeted(Mode mode) throws Exception {
        try (FlagdProcess flagd = flagd(
                        "{\"flags\":{\"a\":" + FlagTexts.targeted("region", "north") + "}}",
                        "--context-value",
                        "region=north");
                Heard heard = ready(flagd.client(mode))) {
            heard.await("on", () -> heard.isOn("a"));
        }
    }

    @Test
    void a_selector_takes_the_flags_of_one_source() throws Exception {
        Path one = write("one.json", FlagTexts.file("a", true));
        Path two = write("two.json", FlagTexts.file("b", true));
        try (FlagdProcess flagd = new FlagdProcess(folder, FlagdProcess.watching(one, two))) {
            flagd.start();
            try (Heard all = ready(flagd.client(Mode.IN_PROCESS));
                    Heard some = ready(flagd.client(Mode.IN_PROCESS).selector("source=" + one));
                    Heard others = ready(flagd.client(Mode.IN_PROCESS).selector(two.toString()))) {
                all.await("both", () -> all.isOn("a") && all.isOn("b"));
                some.await("one", () -> some.isOn("a"));
                assertEquals(
                        ErrorCode.FLAG_NOT_FOUND,
                        some.client.getBooleanDetails("b", false).getErrorCode());
                others.await("two", () -> others.isOn("b"));
                assertEquals(
                        ErrorCode.FLAG_NOT_FOUND,
                        others.client.getBooleanDetails("a", false).getErrorCode());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void its_certificate_is_believed_where_it_is_trusted_and_refused_where_another_is(Mode mode) throws Exception {
        KeyPair shown = KeyPair.of(folder, "shown", "localhost");
        KeyPair other = KeyPair.of(folder, "other", "localhost");
        try (FlagdProcess flagd = flagd(
                FlagTexts.file("a", true),
                "--server-cert-path",
                shown.certificate().toString(),
                "--server-key-path",
                shown.key().toString())) {
            try (Heard heard = ready(flagd.client(mode).certificate(shown.certificate()))) {
                heard.await("on", () -> heard.isOn("a"));
            }
            try (Heard heard = new Heard(flagd.client(mode)
                    .certificate(other.certificate())
                    .deadline(Duration.ofSeconds(1))
                    .build())) {
                heard.awaitEvent(PROVIDER_ERROR, "PKIX path");
                assertFalse(heard.isOn("a"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_died_without_a_word_is_given_up(Mode mode) throws Exception {
        try (FlagdProcess flagd = flagd(FlagTexts.file("a", true));
                TcpProxy proxy = new TcpProxy(flagd.port(mode));
                Heard heard = ready(new FlagdServerBuilder(mode).port(proxy.port()))) {
            heard.await("on", () -> heard.isOn("a"));
            proxy.strand();
            write("flags.json", FlagTexts.file("a", false));
            heard.await("off", () -> {
                var details = heard.client.getBooleanDetails("a", true);
                return details.getErrorCode() == null && !details.getValue();
            });
            heard.awaitEvent(PROVIDER_STALE, "does not answer");
            heard.await("ready", () -> heard.client.getProviderState() == ProviderState.READY);
        }
    }
}
