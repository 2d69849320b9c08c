package dev.yellowjack.quickstart;

import dev.yellowjack.providers.flagd.Flagd;
import dev.yellowjack.providers.flagd.FlagdBuilder;
import dev.yellowjack.providers.flagd.FlagdServerBuilder;
import dev.yellowjack.providers.flagd.FlagdServerBuilder.Mode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The flagd server that the environment variables name: in process on {@code localhost:8015} where they say nothing. */
final class FlagdVariables {
    /** How to get a flagd. */
    static final String INSTALL = "go install github.com/open-feature/flagd/flagd@v0.16.0";

    private static final String RESOLVER = "FLAGD_RESOLVER";
    private static final String PORT = "FLAGD_PORT";

    private final Map<String, String> variables;

    /**
     * Takes the variables of a process.
     *
     * @param variables the real ones; a test may give others that leave the resolver out
     */
    FlagdVariables(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * The settings of a provider.
     *
     * @throws IllegalArgumentException if a variable has a value that is not allowed, or names no server
     */
    FlagdServerBuilder builder() {
        FlagdBuilder builder = Flagd.fromEnvironment(Mode.IN_PROCESS, variables::get);
        if (!(builder instanceof FlagdServerBuilder server)) {
            throw new IllegalArgumentException("FLAGD_RESOLVER and FLAGD_OFFLINE_FLAG_SOURCE_PATH ask for a file, where"
                    + " quickstart.provider asks for a server. Unset them, or use -Dquickstart.provider=file"
                    + " -Dquickstart.flags=...");
        }
        return server.deadline(FlagsSource.DEADLINE);
    }

    /** The command that starts such a server on a file. */
    String command(Path file) {
        boolean rpc = value(RESOLVER).filter("rpc"::equalsIgnoreCase).isPresent();
        String option = rpc ? " --port " : " --sync-port ";
        return "flagd start --uri file:" + file
                + value(PORT).map(port -> option + port).orElse("");
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
