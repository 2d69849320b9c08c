package dev.yellowjack;

/**
 * An operating-system process, run as a {@linkplain Child.Flagged#process child}, ended with a code other than 0.
 *
 * <p>The message names the program, without its arguments, for these may be secret; it carries {@link #errorOutput()}.
 *
 * <p>Thread-safe.
 */
public final class ProcessFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String errorOutput;

    ProcessFailure(String program, int exitCode, String errorOutput) {
        super("'" + program + "' ended with exit code " + exitCode
                + (errorOutput.isEmpty() ? "" : "; the last it wrote to its error output:\n" + errorOutput));
        this.exitCode = exitCode;
        this.errorOutput = errorOutput;
    }

    /** The exit code, as the operating system gave it. */
    public int exitCode() {
        return exitCode;
    }

    /**
     * The last 20 lines of its error output, at most 8 KiB, parted by line feeds; of all its output where the builder
     * merges the two. Empty where it wrote none or it was redirected.
     */
    public String errorOutput() {
        return errorOutput;
    }
}
