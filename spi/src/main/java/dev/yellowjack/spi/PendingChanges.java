package dev.yellowjack.spi;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flags that the provider says have changed, until they are looked at. However many events there are, it holds no more
 * than a fixed number of names: beyond that, all flags are meant.
 *
 * <p>Thread-safe.
 */
final class PendingChanges {
    private static final int MOST_NAMES = 10_000;

    private final Set<String> named = new LinkedHashSet<>(); // guarded by this
    private long namedSince; // likewise
    private long allSince; // likewise
    private volatile boolean anyNamed;
    private volatile boolean all;

    /** Notes an event that came now; one that names no flags means all of them. */
    synchronized void add(@Nullable Collection<String> flags, long now) {
        if (flags == null || flags.isEmpty() || named.size() + flags.size() > MOST_NAMES) {
            addAll(now);
            return;
        }
        namedSince = anyNamed ? namedSince : now;
        try {
            for (String flag : flags) {
                if (flag != null) {
                    named.add(flag);
                }
            }
        } catch (RuntimeException changedMeanwhile) {
            addAll(now); // The list is the provider's, and may be anything.
        }
        anyNamed = !named.isEmpty();
    }

    private void addAll(long now) {
        allSince = all ? allSince : now;
        all = true;
    }

    /** When the first of the events came that name the flags which are waiting now. */
    synchronized long namedSince() {
        return namedSince;
    }

    /** When the first of the events came for which all flags are waiting now. */
    synchronized long allSince() {
        return allSince;
    }

    boolean anyNamed() {
        return anyNamed;
    }

    boolean all() {
        return all;
    }

    synchronized Collection<String> takeNamed() {
        Set<String> taken = new LinkedHashSet<>(named);
        named.clear();
        anyNamed = false;
        return taken;
    }

    /** Whether all flags were meant; not any more. */
    synchronized boolean takeAll() {
        boolean taken = all;
        all = false;
        return taken;
    }
}
