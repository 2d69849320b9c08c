package dev.yellowjack.quickstart;

import dev.yellowjack.SupervisorStatus;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;

/** A screen that is no terminal: one line for each thing that happens. */
final class PlainLines implements Screen {
    private final PrintStream out;

    PlainLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void say(String line) {
        out.println(String.format("%1$tT.%1$tL  %2$s", LocalTime.now(ZoneId.systemDefault()), line));
    }

    @Override
    public void show(SupervisorStatus status) {}

    @Override
    public void end(SupervisorStatus status, String line) {
        say(line);
    }
}
