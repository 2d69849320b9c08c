package dev.yellowjack.quickstart;

import static dev.yellowjack.ChildState.BACKING_OFF;
import static dev.yellowjack.ChildState.OFF;
import static dev.yellowjack.ChildState.QUARANTINED;
import static dev.yellowjack.ChildState.RUNNING;
import static dev.yellowjack.ChildState.STOPPING;

import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import dev.yellowjack.ChildStatus;
import dev.yellowjack.Reading;
import dev.yellowjack.Transition;
import dev.yellowjack.providers.flagd.Flagd;
import dev.yellowjack.quickstart.TourStage.Unmet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Plays through what the quickstart shows, says what it does, and checks what it sees. */
final class Tour {
    private final TourStage stage;
    private int step;

    private Tour(TourStage stage) {
        this.stage = stage;
    }

    /**
     * Plays it, on a copy of the flags file that is deleted in the end.
     *
     * @return 0 if everything was as expected, else 1
     * @throws IllegalArgumentException if it is to be played on flagd, and there is none
     */
    static int play(Settings settings) throws InterruptedException {
        try {
            switch (settings.origin()) {
                case FILE -> playInFolder(copy -> playOnFile(settings, copy));
                case FLAGD -> {
                    Path binary = FlagdServer.find(settings.flagd());
                    playInFolder(copy -> playOnFlagd(settings, copy, binary));
                }
            }
            return 0;
        } catch (Unmet | IOException wrong) {
            System.out.println();
            System.out.println("THE TOUR FAILED: " + wrong.getMessage());
            return 1;
        }
    }

    private static void playInFolder(Play play) throws Unmet, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("yellowjack-tour");
        Path copy = folder.resolve("flags.json");
        try {
            Files.writeString(copy, FlagsFile.example());
            play.on(copy);
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder);
        }
    }

    private static void playOnFile(Settings settings, Path copy) throws Unmet, IOException, InterruptedException {
        introduce(settings, copy, "");
        play(settings, copy, new FlagsSource.OfFile(copy), Tour::playOnFile);
    }

    private static void playOnFlagd(Settings settings, Path copy, Path binary)
            throws Unmet, IOException, InterruptedException {
        try (FlagdServer server = new FlagdServer(binary, copy)) {
            introduce(settings, copy, ", which is read by " + binary);
            FlagsSource source = new FlagsSource.OfServer(Flagd.inProcess().port(server.port()));
            try {
                play(settings, copy, source, tour -> tour.playOnFlagd(server));
            } catch (Unmet unmet) {
                throw new Unmet(unmet.getMessage()
                        + server.ownEnd().map(end -> "; " + end).orElse(""));
            }
        }
    }

    private static void introduce(Settings settings, Path copy, String reader) {
        System.out.println("Yellowjack tour on runtime '" + settings.runtime()
                + "'. Its flags are in a copy of the flags file" + reader + ": " + copy);
    }

    private static void play(Settings settings, Path copy, FlagsSource source, Steps steps)
            throws Unmet, IOException, InterruptedException {
        long start = System.nanoTime();
        try (TourStage stage = new TourStage(settings.runtime(), copy, source)) {
            steps.playedBy(new Tour(stage));
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            System.out.printf(
                    "%nThe tour is over: %d checks held, in %d ms. %s%n",
                    stage.checks(), time.toMillis(), stage.reactions());
        }
    }

    private void playOnFile() throws Unmet, IOException, InterruptedException {
        begins();
        obeysFlagsAndCrashes();
        goesOnWithoutFlags();
        goesOnWithMalformedFile();
        goesOnWithoutFile();
        closes();
    }

    private void playOnFlagd(FlagdServer server) throws Unmet, IOException, InterruptedException {
        waitsForFlagd(server);
        begins();
        obeysFlagsAndCrashes();
        goesOnWithFileThatFlagdRefuses();
        goesOnWithoutFlagd(server);
        closes();
    }

    private void obeysFlagsAndCrashes() throws Unmet, IOException, InterruptedException {
        followsFlags();
        obeysKillSwitch();
        quarantines();
        leavesQuarantineByFlag();
        leavesQuarantineByRelease();
        restartsByPolicy();
    }

    private void waitsForFlagd(FlagdServer server) throws Unmet, IOException, InterruptedException {
        say("There is no flagd yet: this is said, no flag is known, and no child runs.");
        stage.expectNews("does not answer yet");
        stage.expect(
                stage.supervisor.status().children().stream().allMatch(child -> child.state() == OFF),
                "every child is off");
        say("flagd is started: it is found, and its flags count.");
        server.start();
        stage.expectNews("Connected");
    }

    private void say(String what) {
        step++;
        System.out.printf("%n%3d.  %s%n", step, what);
    }

    private void begins() throws Unmet, InterruptedException {
        say("Five children are added. Four run, as their flags say; the flag of reports is off.");
        for (String child : List.of("orders", "mailer", "audit", "thumbnails")) {
            stage.expect(0, child, RUNNING);
        }
        stage.expectNothingChanges();
        stage.expect(stage.supervisor.status("reports").state() == OFF, "reports is off");
    }

    private void followsFlags() throws Unmet, IOException, InterruptedException {
        say("The flag of reports is turned on in the file: it starts.");
        stage.turn("reports", true, "reports", RUNNING);
        say("The flag of mailer is turned off: it stops, and its mail waits.");
        stage.turn("mailer", false, "mailer", OFF);
        long sent = stage.shop.inbox("mailer").handled();
        stage.expectNothingChanges();
        stage.expect(stage.shop.inbox("mailer").handled() == sent, "the mailer sends nothing while it is off");
        say("The flag of mailer is turned on again: it catches up.");
        stage.turn("mailer", true, "mailer", RUNNING);
        stage.expectNothingChanges();
    }

    private void obeysKillSwitch() throws Unmet, IOException, InterruptedException {
        say("Audit has a kill switch, audit-paused. That flag is turned on: audit stops.");
        stage.turn("audit-paused", true, "audit", OFF);
        say("It is turned off: audit runs again.");
        stage.turn("audit-paused", false, "audit", RUNNING);
    }

    private void quarantines() throws Unmet, InterruptedException {
        say("A poisoned order comes: orders crashes, and is quarantined although its flag is on. The others go on.");
        poison("orders");
        stage.expectNothingChanges();
        ChildStatus orders = stage.supervisor.status("orders");
        stage.expect(orders.reading().equals(Reading.ON), "the flag of orders reads ON");
        stage.expect(orders.lastCrash() != null && orders.crashes() == 1, "its crash is remembered");
    }

    private void leavesQuarantineByFlag() throws Unmet, IOException, InterruptedException {
        say("Its flag is turned off: that lifts the quarantine. Turned on again, it starts a new incarnation.");
        stage.turn("orders-consumer", false, "orders", OFF);
        stage.turn("orders-consumer", true, "orders", RUNNING);
        stage.expect(stage.supervisor.status("orders").incarnations() == 2, "this is its second incarnation");
    }

    private void leavesQuarantineByRelease() throws Unmet, InterruptedException {
        say("Another poisoned order: quarantined again. This time a person releases it, and it runs at once.");
        poison("orders");
        int before = stage.listener.count();
        stage.expect(stage.supervisor.release("orders"), "there is something to release");
        stage.expect(before, "orders", RUNNING);
        stage.expectNothingChanges();
    }

    private void poison(String child) throws Unmet, InterruptedException {
        int before = stage.listener.count();
        stage.shop.inbox(child).put(true);
        stage.expect(before, child, QUARANTINED);
    }

    private void restartsByPolicy() throws Unmet, InterruptedException {
        say("A poisoned picture: thumbnails has a restart policy, so it backs off and starts again by itself.");
        int before = stage.listener.count();
        stage.shop.inbox("thumbnails").put(true);
        stage.expect(before, "thumbnails", BACKING_OFF);
        stage.expect(before, "thumbnails", RUNNING);
    }

    private void goesOnWithoutFlags() throws Unmet, IOException, InterruptedException {
        say("All flags vanish from the file: that is no OFF. Every reading is UNKNOWN, and everything goes on.");
        stage.editor.empty();
        stage.expectSoon(
                "every reading is UNKNOWN",
                () -> stage.supervisor.status().children().stream()
                        .noneMatch(child -> child.reading().isKnown()));
        stage.expectNews("is wrong");
        stage.expectNothingChanges();
        say("They are back: every reading is known again.");
        stage.editor.restore();
        stage.expectSoon(
                "every reading is known",
                () -> stage.supervisor.status().children().stream()
                        .allMatch(child -> child.reading().isKnown()));
        stage.expectNews("is good again");
    }

    private void goesOnWithMalformedFile() throws Unmet, IOException, InterruptedException {
        say("The file is cut in half: this is said, and everything goes on.");
        stage.editor.cutInHalf();
        stage.expectNews("is wrong");
        stage.expectNothingChanges();
        say("The file is whole again, with the flag of reports off: reports stops.");
        stage.turn("reports", false, "reports", OFF);
        stage.expectNews("is good again");
    }

    private void goesOnWithoutFile() throws Unmet, IOException, InterruptedException {
        say("The file is deleted: this is said, the flags stay as they were last, and everything goes on.");
        stage.editor.delete();
        stage.expectNews("is missing");
        stage.expectSoon(
                "the provider says that its flags may be stale",
                () -> OpenFeatureAPI.getInstance().getClient().getProviderState() != ProviderState.READY);
        stage.expectNothingChanges();
        say("The file is back, with the flag of reports on: the same provider reads it, and reports starts.");
        stage.turn("reports", true, "reports", RUNNING);
        stage.expectNews("is good again");
        stage.expectNothingChanges();
    }

    private void goesOnWithFileThatFlagdRefuses() throws Unmet, IOException, InterruptedException {
        say("The file is cut in half: flagd does not take it, and everything goes on.");
        stage.editor.cutInHalf();
        stage.expectNothingChanges();
        say("The file is whole again, with the flag of reports off: reports stops.");
        stage.turn("reports", false, "reports", OFF);
        stage.expectNothingChanges();
    }

    private void goesOnWithoutFlagd(FlagdServer server) throws Unmet, IOException, InterruptedException {
        say("flagd is killed: this is said, the flags stay as they were last, and everything goes on.");
        server.kill();
        stage.expectNews("is lost");
        stage.expectNothingChanges();
        say("The flag of reports is turned on in the file, and flagd is started again: reports starts.");
        int before = stage.listener.count();
        stage.editor.turn("reports", true);
        stage.expectNothingChanges();
        server.start();
        stage.expect(before, "reports", RUNNING);
        stage.expectNews("Connected");
        stage.expectNothingChanges();
    }

    private void closes() throws Unmet, InterruptedException {
        say("The supervisor is closed: all children are asked to stop, the last one first, and end.");
        int before = stage.listener.count();
        stage.expect(stage.supervisor.close(Duration.ofSeconds(5)), "every body has ended");
        for (String child : List.of("thumbnails", "audit", "reports", "mailer", "orders")) {
            stage.expect(before, child, OFF);
        }
        List<String> asked = stage.listener.after(before).stream()
                .filter(transition -> transition.to() == STOPPING)
                .map(Transition::child)
                .toList();
        stage.expect(
                asked.equals(List.of("thumbnails", "audit", "reports", "mailer", "orders")),
                "they were asked in the reverse order of adding, but it was " + asked);
        stage.expect(stage.supervisor.status().healthy(), "nothing is quarantined or overdue");
    }

    /** Something played on a copy of the flags file. */
    private interface Play {
        void on(Path copy) throws Unmet, IOException, InterruptedException;
    }

    /** The steps of a tour. */
    private interface Steps {
        void playedBy(Tour tour) throws Unmet, IOException, InterruptedException;
    }
}
