package dev.yellowjack.providers.launchdarkly;

import dev.yellowjack.tck.FlagBackend;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Flags in LaunchDarkly's format, each with a version that grows. Says what has changed by {@link #changed}. */
abstract class JsonBackend implements FlagBackend {
    private final Map<String, String> flags = new TreeMap<>();
    private int version;

    /**
     * The flags are different now.
     *
     * @param flag which one in particular
     * @param json what it is now, or an empty string where it was removed
     */
    abstract void changed(String flag, String json, int version) throws Exception;

    /** All flags, as an object by their keys. */
    final synchronized String json() {
        return flags.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private synchronized int next() {
        return ++version;
    }

    private void put(String flag, String json, int ofVersion) throws Exception {
        synchronized (this) {
            flags.put(flag, json);
        }
        changed(flag, json, ofVersion);
    }

    @Override
    public void set(String flag, boolean on) throws Exception {
        int now = next();
        put(flag, FlagJson.flag(flag, now, on), now);
    }

    /** Several at once, and nobody is told. */
    final synchronized void setQuietly(Iterable<String> keys, boolean on) {
        keys.forEach(key -> flags.put(key, FlagJson.flag(key, next(), on)));
    }

    @Override
    public void remove(String flag) throws Exception {
        synchronized (this) {
            flags.remove(flag);
        }
        changed(flag, "", next());
    }

    @Override
    public void mistype(String flag) throws Exception {
        int now = next();
        put(flag, FlagJson.mistyped(flag, now), now);
    }

    @Override
    public void disable(String flag) throws Exception {
        int now = next();
        put(flag, FlagJson.disabled(flag, now), now);
    }

    @Override
    public void targetInstance(String flag, String targetingKey) throws Exception {
        int now = next();
        put(flag, FlagJson.forInstance(flag, now, targetingKey), now);
    }

    @Override
    public void targetChild(String flag, String attribute, String value) throws Exception {
        int now = next();
        put(flag, FlagJson.forAttribute(flag, now, attribute, value), now);
    }
}
