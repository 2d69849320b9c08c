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
    private volatile boolean anyNamed;
    private volatile boolean all;

    /** Notes an event; one that names no flags means all of them. */
    synchronized void add(@Nullable Collection<String> flags) {
        if (flags == null || flags.isEmpty() || named.size() + flags.size() > MOST_NAMES) {
            all = true;
            return;
        }
        try {
            for (String flag : flags) {
                if (flag != null) {
                    named.add(flag);
                }
            }
        } catch (RuntimeException changedMeanwhile) {
            all = true; // The list is the provider's, and may be anything.
        }
        anyNamed = !named.isEmpty();
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
