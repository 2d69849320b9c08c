package dev.yellowjack.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program with flagd's command line, as far as the tour uses it. It keeps its flags where the file is malformed. */
final class StandInFlagd {
    private StandInFlagd() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> command = List.of(arguments);
        Path file = Path.of(after(command, "--uri").substring("file:".length()));
        String flags = Files.readString(file);
        try (SyncServer server = new SyncServer(Integer.parseInt(after(command, "--sync-port")), flags)) {
            while (true) {
                Thread.sleep(10); // A poll: the real one has the system tell it.
                String latest = Files.readString(file);
                if (!latest.equals(flags) && isJson(latest)) {
                    flags = latest;
                    server.send(flags);
                }
            }
        }
    }

    private static String after(List<String> command, String option) {
        return command.get(command.indexOf(option) + 1);
    }

    private static boolean isJson(String text) {
        try {
            new ObjectMapper().readTree(text);
            return true;
        } catch (JsonProcessingException malformed) {
            return false;
        }
    }
}
