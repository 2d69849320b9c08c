package dev.yellowjack.tck;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of one kit class tell its verdict while they run: only they know it, and only the listener knows when the
 * run is over.
 *
 * <p>Thread-safe.
 */
final class Tally {
    private static final Map<Class<?>, Tally> TALLIES = new ConcurrentHashMap<>();

    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private String subject = "";
    private Waivers waivers = new Waivers(Collections.unmodifiableSortedMap(new TreeMap<>(Rulebook.ORDER)));
    private final Map<String, Tries> tries = new LinkedHashMap<>();

    private Tally() {}

    /** The one of a kit class, since the last run of it began. */
    static Tally of(Class<?> kitClass) {
        return TALLIES.computeIfAbsent(kitClass, unused -> new Tally());
    }

    /** Forgets what was told by the tests of a kit class. */
    static void forget(Class<?> kitClass) {
        TALLIES.remove(kitClass);
    }

    /** What is being verified, such as {@code runtime 'mine'}. */
    synchronized void subject(String what) {
        subject = what;
    }

    synchronized String subject() {
        return subject;
    }

    synchronized void waives(Waivers these) {
        waivers = these;
    }

    synchronized Waivers waivers() {
        return waivers;
    }

    /** One random try of a kind, such as {@code sequences}, has been made, and took so many steps. */
    synchronized void tried(String kind, int steps) {
        tries.computeIfAbsent(kind, none -> new Tries()).add(steps);
    }

    /** A try has ended where it broke a rule that is waived. */
    synchronized void cutShort(String kind) {
        tries.computeIfAbsent(kind, none -> new Tries()).cutShort++;
    }

    /** What the tries of a kind were made from. */
    synchronized void seed(String kind, String latest) {
        tries.computeIfAbsent(kind, none -> new Tries()).seed = latest;
    }

    /** A line of the verdict; a later one of the same key replaces it. */
    synchronized void note(String key, String value) {
        notes.put(key, value);
    }

    /** An entry of the report that programs read; a later one of the same key replaces it. */
    synchronized void fact(String key, String value) {
        facts.put(key, value);
    }

    /** The entries for the report that programs read. */
    synchronized Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    /** The lines for the verdict: a key, and what is to be said. */
    synchronized Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        tries.forEach((kind, made) -> lines.put(kind, made.toString()));
        lines.putAll(notes);
        return lines;
    }

    /** The random tries of one kind. */
    private static final class Tries {
        private int made;
        private int longest;
        private int cutShort;
        private @Nullable String seed;

        private void add(int steps) {
            made++;
            longest = Math.max(longest, steps);
        }

        @Override
        public String toString() {
            return made + " run, longest " + longest + " steps"
                    + (cutShort == 0 ? "" : ", " + cutShort + " more cut short by a waived rule")
                    + (seed == null ? "" : ", seed " + seed);
        }
    }
}
