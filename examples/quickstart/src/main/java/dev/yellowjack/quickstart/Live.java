package dev.yellowjack.quickstart;

import dev.yellowjack.ChildStatus;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import java.io.IOException;

/** The quickstart as a person plays with it: until Ctrl-C. */
final class Live {
    private static final int REDRAW_MILLIS = 200;

    private Live() {}

    /** Runs until the JVM is asked to end. */
    static int run(Settings settings) throws InterruptedException {
        Shop shop = new Shop();
        FlagsFile file = new FlagsFile(settings.flags(), new FlagsJson(shop.flags()));
        Screen screen = Terminal.isThere()
                ? new LiveTable(System.out, new Table(shop, Terminal.hasColor()))
                : new PlainLines(System.out);
        Logs.warnOn(screen::say);
        introduce(settings.runtime(), file);

        SupervisorBuilder builder = Supervisor.builder()
                .runtime(settings.runtime())
                .listener(screen)
                .closeOnShutdown(); // Ctrl-C stops every child gracefully.
        shop.children().forEach(builder::child);

        try (Supervisor supervisor = builder.start()) {
            FlagdKeeper.start(file, screen::say);
            Producer.start(shop, true);
            Ticker.start("display", REDRAW_MILLIS, () -> screen.show(supervisor.status()));
            sayGoodbyeAtShutdown(supervisor, screen);
            supervisor.awaitClosed();
        }
        return 0;
    }

    private static void introduce(String runtime, FlagsFile file) {
        System.out.printf("""
            Yellowjack quickstart on runtime '%s': five children, run by flags.
            The flags file: %s
            Edit it while this runs. To stop the mailer, say, change the "on" at the end
            of its line to "off", and save.
            A poisoned order will crash orders into quarantine, though its flag is on:
            turn that flag off, and on again.
            Ctrl-C stops everything.

            """, runtime, file.path());
        try {
            file.createIfMissing();
        } catch (IOException impossible) {
            System.out.println("The flags file cannot be made (" + impossible + "); put one there.");
        }
    }

    private static void sayGoodbyeAtShutdown(Supervisor supervisor, Screen screen) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            screen.say("Stopping: every child is asked to stop.");
                            try {
                                supervisor.awaitClosed();
                            } catch (InterruptedException inAHurry) {
                                return;
                            }
                            long overdue = supervisor.status().children().stream()
                                    .filter(ChildStatus::overdue)
                                    .count();
                            screen.end(
                                    supervisor.status(),
                                    overdue == 0
                                            ? "Stopped: every child has ended."
                                            : "Stopped, but " + overdue + " children do not end.");
                        },
                        "goodbye"));
    }
}
