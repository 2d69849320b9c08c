package dev.yellowjack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operating-system process as a body. */
final class ProcessBody implements ChildBody {
    private final List<String> command;
    private final Map<String, String> environment;
    private final @Nullable File directory;
    private final Redirect input;
    private final Redirect output;
    private final Redirect error;
    private final boolean errorJoinsOutput;

    ProcessBody(ProcessBuilder builder) {
        command = List.copyOf(builder.command());
        environment = Map.copyOf(builder.environment());
        directory = builder.directory();
        input = builder.redirectInput();
        output = builder.redirectOutput();
        error = builder.redirectError();
        errorJoinsOutput = builder.redirectErrorStream();
    }

    @Override
    public void run(ChildContext context) throws Exception {
        Process process = builder().start();
        ProcessFamily family = new ProcessFamily(process);
        OutputTail errors;
        try {
            process.getOutputStream().close(); // Nobody writes to it: it reads the end of its input, not for ever.
            OutputTail outputTail = OutputTail.of(process.getInputStream(), context.id() + " output");
            OutputTail errorTail = OutputTail.of(process.getErrorStream(), context.id() + " errors");
            errors = errorJoinsOutput ? outputTail : errorTail;
            context.onStop(family::terminate);
            family.awaitEnd();
        } catch (InterruptedException interrupted) {
            family.kill();
            if (!context.stopRequested()) {
                throw interrupted; // Not the end of the grace: somebody shut an executor down, say.
            }
            return;
        } catch (IOException | RuntimeException | Error notSupervised) {
            family.kill();
            throw notSupervised;
        }
        if (process.exitValue() != 0 && !context.stopRequested()) {
            throw new ProcessFailure(command.get(0), process.exitValue(), errors.lastLines());
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory)
                .redirectInput(input)
                .redirectOutput(output)
                .redirectError(error)
                .redirectErrorStream(errorJoinsOutput);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** Reads a stream to its end, so that its writer never blocks, and keeps the last of it. */
    private static final class OutputTail {
        private static final int BYTES = 8192;
        private static final int LINES = 20;
        private static final long PATIENCE_MILLIS = 1000;

        private final Thread reader;
        private final byte[] ring = new byte[BYTES];
        private long written; // guarded by ring

        private OutputTail(InputStream stream, String threadName) {
            reader = new Thread(() -> drain(stream), threadName);
            reader.setDaemon(true);
        }

        static OutputTail of(InputStream stream, String threadName) {
            OutputTail tail = new OutputTail(stream, threadName);
            tail.reader.start();
            return tail;
        }

        private void drain(InputStream stream) {
            byte[] buffer = new byte[BYTES];
            try (stream) {
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    keep(buffer, count);
                }
            } catch (IOException closed) {
                return; // The process has ended; what was read is what there is.
            }
        }

        private void keep(byte[] buffer, int count) {
            synchronized (ring) {
                for (int i = 0; i < count; i++) {
                    ring[(int) (written++ % BYTES)] = buffer[i];
                }
            }
        }

        String lastLines() throws InterruptedException {
            reader.join(PATIENCE_MILLIS); // A grandchild that lives on may hold the stream open.
            byte[] kept;
            synchronized (ring) {
                kept = new byte[(int) Math.min(written, BYTES)];
                for (int i = 0; i < kept.length; i++) {
                    kept[i] = ring[(int) ((written - kept.length + i) % BYTES)];
                }
            }
            List<String> lines =
                    new String(kept, Charset.defaultCharset()).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        }
    }
}
