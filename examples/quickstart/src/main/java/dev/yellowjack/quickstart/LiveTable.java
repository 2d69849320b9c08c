package dev.yellowjack.quickstart;

import dev.yellowjack.SupervisorStatus;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A screen that is a terminal: a table that is redrawn in place, and below it the latest that happened. */
final class LiveTable implements Screen {
    private static final int NEWS = 7;
    private static final int NEWS_WIDTH = 79;
    private static final String INDENT = " ".repeat(9);

    private static final String ERASE_REST_OF_LINE = "\033[K";
    private static final String ERASE_BELOW = "\033[J";

    // A line that is wider than the terminal is cut off, where a wrapped one would upset the count of lines.
    private static final String WRAP_OFF = "\033[?7l";
    private static final String WRAP_ON = "\033[?7h";

    private final PrintStream out;
    private final Table table;
    private final Deque<String> news = new ArrayDeque<>();
    private int drawn;
    private boolean ended;

    LiveTable(PrintStream out, Table table) {
        this.out = out;
        this.table = table;
    }

    @Override
    public synchronized void say(String line) {
        StringBuilder rest = new StringBuilder(String.format("%tT  %s", LocalTime.now(ZoneId.systemDefault()), line));
        while (rest.length() > NEWS_WIDTH) {
            int blank = rest.lastIndexOf(" ", NEWS_WIDTH);
            int end = blank > INDENT.length() ? blank : NEWS_WIDTH;
            news.addLast(rest.substring(0, end));
            rest.replace(0, end, INDENT);
        }
        news.addLast(rest.toString());
        while (news.size() > NEWS) {
            news.removeFirst();
        }
    }

    @Override
    public synchronized void show(SupervisorStatus status) {
        if (!ended) {
            draw(status);
        }
    }

    @Override
    public synchronized void end(SupervisorStatus status, String line) {
        if (!ended) {
            say(line);
            draw(status);
            ended = true;
        }
    }

    private void draw(SupervisorStatus status) {
        List<String> lines = new ArrayList<>(table.lines(status));
        lines.add("");
        lines.addAll(news);
        StringBuilder picture = new StringBuilder(WRAP_OFF).append('\r');
        if (drawn > 0) {
            picture.append("\033[").append(drawn).append('A'); // up to the first line
        }
        for (String line : lines) {
            picture.append(line).append(ERASE_REST_OF_LINE).append(System.lineSeparator());
        }
        out.print(picture.append(ERASE_BELOW).append(WRAP_ON));
        out.flush();
        drawn = lines.size();
    }
}
