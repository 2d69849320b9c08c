package dev.yellowjack.quickstart;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Supervisor;
import dev.yellowjack.SupervisorBuilder;
import dev.yellowjack.board.Board;
import java.io.IOException;
import java.util.UUID;

/** The quickstart as a person plays with it: until Ctrl-C. */
final class Live {
    private static final int REDRAW_MILLIS = 200;

    private Live() {}

    /** Runs until the JVM is asked to end. */
    static int run(Settings settings) throws InterruptedException {
        Shop shop = new Shop();
        FlagdVariables variables = new FlagdVariables(System.getenv());
        FlagsSource source = switch (settings.origin()) {
            case FILE -> new FlagsSource.OfFile(settings.flags());
            case FLAGD -> new FlagsSource.OfServer(variables.builder());
        };
        Screen screen = Terminal.isThere()
                ? new LiveTable(System.out, new Table(shop, Terminal.hasColor()))
                : new PlainLines(System.out);
        Logs.warnOn(screen::say);
        introduce(settings, source, variables);

        SupervisorBuilder builder = Supervisor.builder()
                .runtime(settings.runtime())
                .listener(screen)
                .closeOnShutdown(); // Ctrl-C stops every child gracefully.
        shop.children().forEach(builder::child);

        String token = UUID.randomUUID().toString();
        try (Board board = Board.builder().token(token).start();
                Supervisor supervisor = builder.start()) {
            screen.say("The board is at " + board.uri() + "; to release a child there, the token is " + token);
            FlagsNews.follow(OpenFeatureAPI.getInstance(), source, shop.flags(), screen::say);
            Producer.start(shop, true);
            Ticker.start("display", REDRAW_MILLIS, () -> screen.show(supervisor.status()));
            sayGoodbyeAtShutdown(supervisor, screen);
            supervisor.awaitClosed();
        }
        return 0;
    }

    private static void introduce(Settings settings, FlagsSource source, FlagdVariables variables) {
        System.out.printf("""
            Yellowjack quickstart on runtime '%s': five children, run by flags.
            The flags file: %s
            Edit it while this runs. To stop the mailer, say, change the "on" at the end
            of its line to "off", and save.
            A poisoned order will crash orders into quarantine, though its flag is on:
            turn that flag off, and on again.
            Ctrl-C stops everything.

            """, settings.runtime(), settings.flags());
        if (source instanceof FlagsSource.OfServer server) {
            System.out.printf("""
                A flagd server reads that file and sends its flags: %s.
                If it does not run yet, start it in another terminal:

                    %s

                To get it: %s
                Until it answers, no flag is known, and every child goes by its fallback, OFF.

                """, server.builder(), variables.command(settings.flags()), FlagdVariables.INSTALL);
        }
        try {
            FlagsFile.createIfMissing(settings.flags());
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
