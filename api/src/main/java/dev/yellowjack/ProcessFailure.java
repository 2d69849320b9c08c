package dev.yellowjack;

/** An operating-system process, run as a {@linkplain Child.Flagged#process child}, ended with a code other than 0. */
public final class ProcessFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String errorOutput;

    ProcessFailure(String command, int exitCode, String errorOutput) {
        super("'" + command + "' ended with exit code " + exitCode
                + (errorOutput.isEmpty() ? "" : "; the last it wrote to its error output:\n" + errorOutput));
        this.exitCode = exitCode;
        this.errorOutput = errorOutput;
    }

    /** The exit code, as the operating system gave it. */
    public int exitCode() {
        return exitCode;
    }

    /** The last lines of its error output, parted by line feeds; empty where it wrote none or it was redirected. */
    public String errorOutput() {
        return errorOutput;
    }
}
