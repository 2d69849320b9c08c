package dev.yellowjack.quickstart;

import dev.yellowjack.providers.flagd.Flagd;
import dev.yellowjack.providers.flagd.FlagdBuilder;
import java.nio.file.Path;
import java.time.Duration;

/** What the quickstart's provider reads, and how a person is told what becomes of it. */
sealed interface FlagsSource {
    /** How long it may take until the absence of flags is told. They are taken whenever they come. */
    Duration DEADLINE = Duration.ofSeconds(2);

    /** Makes the provider, which is set once and stays. */
    FlagdBuilder builder();

    /** Whether it is news that the flags are good at first. */
    boolean firstIsNews();

    /** What is told when the flags are good. */
    String good();

    /**
     * What is told of a problem.
     *
     * @param message the provider's
     * @param before whether the flags have been good before
     */
    Problem problem(String message, boolean before);

    /** What is told of a flag that cannot be read, where the provider itself is content. */
    Problem doubt(String message);

    /**
     * A problem in words.
     *
     * @param kind two that are of one kind are told once
     * @param words a sentence without its full stop
     */
    record Problem(String kind, String words) {}

    /**
     * The flags file itself.
     *
     * @param path absolute
     */
    record OfFile(Path path) implements FlagsSource {
        @Override
        public FlagdBuilder builder() {
            return Flagd.file(path).deadline(DEADLINE);
        }

        @Override
        public boolean firstIsNews() {
            return false;
        }

        @Override
        public String good() {
            return subject() + " is good again.";
        }

        @Override
        public Problem problem(String message, boolean before) {
            String full = "The flags file " + path + " ";
            int begin = message.indexOf(full); // At first there may be words before and behind it.
            String words = begin < 0 ? message : subject() + " " + message.substring(begin + full.length());
            return told(words.replace(". They are taken as soon as they come.", ""));
        }

        @Override
        public Problem doubt(String message) {
            return told(subject() + " is wrong: " + message);
        }

        private String subject() {
            return "The flags file " + path.getFileName();
        }

        private static Problem told(String words) {
            return new Problem(words, words);
        }
    }

    /**
     * A flagd server.
     *
     * @param builder knows where it is
     */
    record OfServer(FlagdBuilder builder) implements FlagsSource {
        @Override
        public boolean firstIsNews() {
            return true;
        }

        @Override
        public String good() {
            return "Connected to flagd: its flags count from now on.";
        }

        @Override
        public Problem problem(String message, boolean before) {
            boolean silent = message.contains(" is lost: ") || message.startsWith("No flags from ");
            if (!silent) {
                return new Problem(message, message);
            }
            // gRPC gives a new reason for almost every attempt, which would be news each time.
            return new Problem("silent", before ? message : "flagd does not answer yet: " + reason(message));
        }

        @Override
        public Problem doubt(String message) {
            String words = "The flags of flagd are wrong: " + message;
            return new Problem(words, words);
        }

        private static String reason(String message) {
            String lost = " is lost: ";
            int begin = message.indexOf(lost);
            return (begin < 0 ? message : message.substring(begin + lost.length()))
                    .replace(". They are taken as soon as they come.", "");
        }
    }
}
