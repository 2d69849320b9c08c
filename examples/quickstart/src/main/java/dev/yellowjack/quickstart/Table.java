package dev.yellowjack.quickstart;

import dev.yellowjack.ChildState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Crash;
import dev.yellowjack.SupervisorStatus;
import java.util.ArrayList;
import java.util.List;

/** Lays the children out in lines of text. */
final class Table {
    private static final String LINE = "%-10s  %s  %-16s  %-7s  %4s  %7s  %s";

    private final Shop shop;
    private final boolean color;

    /**
     * Makes a table.
     *
     * @param shop whose children they are
     * @param color whether states are coloured, by ANSI sequences
     */
    Table(Shop shop, boolean color) {
        this.shop = shop;
        this.color = color;
    }

    /** A heading, and a line for each child. */
    List<String> lines(SupervisorStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(LINE, "CHILD", padded("STATE"), "FLAG", "READING", "INC.", "HANDLED", "LAST CRASH"));
        status.children().forEach(child -> lines.add(line(child)));
        return lines;
    }

    private String line(ChildStatus status) {
        return String.format(
                LINE,
                status.id(),
                state(status),
                status.killSwitch() ? "not " + status.flag() : status.flag(),
                status.reading().isKnown() ? status.reading() : "UNKNOWN",
                status.incarnations(),
                shop.inbox(status.id()).handled(),
                crash(status));
    }

    private String state(ChildStatus status) {
        String state = padded(status.overdue() ? "OVERDUE" : status.state().toString());
        return color ? "\033[" + colorOf(status.state()) + "m" + state + "\033[0m" : state;
    }

    private static String padded(String state) {
        return String.format("%-11s", state);
    }

    private static int colorOf(ChildState state) {
        return switch (state) {
            case RUNNING -> 32; // green
            case QUARANTINED -> 33; // yellow, as the flag of that name
            case STARTING, STOPPING, BACKING_OFF -> 36; // cyan: on its way
            case OFF, COMPLETED -> 90; // grey
        };
    }

    private static String crash(ChildStatus status) {
        Crash crash = status.lastCrash();
        if (crash == null) {
            return "";
        }
        return Words.of(crash.cause()) + ", incarnation " + crash.incarnation();
    }
}
