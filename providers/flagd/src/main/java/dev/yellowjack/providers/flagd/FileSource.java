package dev.yellowjack.providers.flagd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes flags from a file, by one daemon thread that compares contents: neither times nor sizes of a file tell whether it
 * has changed. A watch of its folders hastens the next look.
 *
 * <p>A problem counts once it has lasted for a poll interval, and changes no flag.
 */
final class FileSource implements FlagSource {
    private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

    /** More is a mistake, and would be read ten times a second. */
    static final long MAX_BYTES = 16L << 20;

    private final Path file;
    private final Duration pollInterval;
    private final LocalFlags flags;
    private final FolderWatch watch;

    // The rest belongs to the thread, but for closed.
    private volatile boolean closed;
    private volatile @Nullable Thread thread;
    private byte @Nullable [] taken;
    private Optional<String> flaw = Optional.empty();
    private Optional<Long> problemSince = Optional.empty();
    private Optional<String> reported = Optional.empty();

    FileSource(Path file, Duration pollInterval, LocalFlags flags) {
        this.file = file;
        this.pollInterval = pollInterval;
        this.flags = flags;
        this.watch = new FolderWatch(file);
    }

    @Override
    public void start(FlagNews news) {
        Thread worker = Daemons.thread("yellowjack-flagd-file", () -> work(news));
        thread = worker;
        worker.start();
    }

    @Override
    public void close() {
        closed = true;
        Thread worker = thread;
        if (worker != null) {
            worker.interrupt();
        }
    }

    private void work(FlagNews news) {
        try (watch) {
            while (!closed) {
                watch.register(); // Before the look: what changes after it is announced.
                lookSafely(news);
                watch.await(pollInterval);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookSafely(FlagNews news) {
        try {
            look(news);
        } catch (RuntimeException | StackOverflowError unexpected) {
            LOG.debug("cannot look at {}", file, unexpected);
            problem("cannot be taken: " + unexpected, news);
        }
    }

    private void look(FlagNews news) {
        try {
            byte[] bytes = read();
            if (!Arrays.equals(bytes, taken)) {
                take(bytes, news);
            } else if (reported.isPresent() && !reported.equals(flaw)) {
                reported = flaw;
                tell(List.of(), news);
            }
            if (Arrays.equals(bytes, taken)) {
                problemSince = Optional.empty();
            }
        } catch (NoSuchFileException missing) {
            problem("is missing", news);
        } catch (CharacterCodingException binary) {
            problem("is wrong: it is not text in UTF-8", news);
        } catch (IOException unreadable) {
            problem("cannot be read: " + unreadable.getMessage(), news);
        }
    }

    private byte[] read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private void take(byte[] bytes, FlagNews news) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        Optional<FlagsJson.Problem> wrong = FlagsJson.problemIn(text);
        if (wrong.filter(FlagsJson.Problem::whole).isPresent()) {
            problem("is wrong: " + wrong.get().words(), news);
            return;
        }
        List<String> changed = flags.replace(FlagSet.parse(text));
        taken = bytes;
        flaw = wrong.map(one -> words("is wrong: " + one.words()));
        reported = flaw;
        tell(changed, news);
    }

    private void tell(List<String> changed, FlagNews news) {
        flaw.ifPresentOrElse(words -> news.flawed(changed, words), () -> news.good(changed));
    }

    private void problem(String what, FlagNews news) {
        long now = System.nanoTime();
        Optional<String> words = Optional.of(words(what));
        if (problemSince.isEmpty()) {
            problemSince = Optional.of(now);
        } else if (now - problemSince.get() >= pollInterval.toNanos() && !words.equals(reported)) {
            reported = words;
            news.bad(words.get());
        }
    }

    private String words(String what) {
        return "The flags file " + file + " " + what;
    }
}
