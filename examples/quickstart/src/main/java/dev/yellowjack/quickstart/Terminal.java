package dev.yellowjack.quickstart;

import java.io.Console;

/** What the program's output goes to. */
final class Terminal {
    private Terminal() {}

    /** Whether it is a terminal on which the cursor can be moved. */
    @SuppressWarnings("SystemConsoleNull") // Before Java 22 it may be null.
    static boolean isThere() {
        Console console = System.console();
        return console != null && isTerminal(console) && !kind().equals("dumb");
    }

    /** Whether a person who reads it wants colours (no-color.org). */
    static boolean hasColor() {
        String noColor = System.getenv("NO_COLOR");
        return isThere() && (noColor == null || noColor.isEmpty());
    }

    private static String kind() {
        String term = System.getenv("TERM");
        if (term != null) {
            return term;
        }
        return System.getenv("WT_SESSION") != null ? "windows-terminal" : "dumb";
    }

    /** From Java 22 on there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
