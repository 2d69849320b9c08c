package dev.yellowjack.quickstart;

import dev.openfeature.sdk.OpenFeatureAPI;

/** Runs five children by flags until Ctrl-C, or plays a tour of what they do. */
public final class Quickstart {
    private Quickstart() {}

    /**
     * Runs the quickstart, and ends the JVM with 0, or with 1 if something was not as it should be.
     *
     * @param args not used; see {@link Settings} for the system properties
     */
    public static void main(String[] args) {
        System.exit(run()); // Threads of the provider's would keep the JVM alive.
    }

    private static int run() {
        try {
            Settings settings = Settings.ofSystemProperties();
            return settings.tour() ? Tour.play(settings) : Live.run(settings);
        } catch (IllegalArgumentException | IllegalStateException unfit) {
            System.err.println("The quickstart cannot run: " + unfit.getMessage());
            return 1;
        } catch (InterruptedException interrupted) {
            System.err.println("The quickstart was interrupted");
            return 1;
        } finally {
            OpenFeatureAPI.getInstance().shutdown();
        }
    }
}
