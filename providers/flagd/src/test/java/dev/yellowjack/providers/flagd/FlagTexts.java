package dev.yellowjack.providers.flagd;

import dev.yellowjack.tck.FlagBackend;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Flags in flagd's format, as a back end changes them. Says what has changed by {@link #changed}. */
abstract class FlagTexts implements FlagBackend {
    /** For the first provider of a JVM: there are thousands of classes to load, on a machine that may be busy. */
    static final Duration COLD_START = Duration.ofSeconds(30);

    private static final String SHAPE = "{\"state\":\"%s\",\"variants\":%s,\"defaultVariant\":\"%s\"%s}";
    private static final String BOOLEAN = "{\"on\":true,\"off\":false}";

    private final Map<String, String> flags = new TreeMap<>();

    /** The flags are different now: this one in particular. */
    abstract void changed(String flag) throws Exception;

    static String flag(boolean on) {
        return SHAPE.formatted("ENABLED", BOOLEAN, on ? "on" : "off", "");
    }

    static String targeted(String attribute, String value) {
        String rule = ",\"targeting\":{\"if\":[{\"==\":[{\"var\":\"%s\"},\"%s\"]},\"on\",\"off\"]}";
        return SHAPE.formatted("ENABLED", BOOLEAN, "off", rule.formatted(attribute, value));
    }

    static String file(String key, boolean on) {
        return "{\"flags\":{\"" + key + "\":" + flag(on) + "}}";
    }

    final String json() {
        return flags.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",\n", "{\"flags\":{", "}}"));
    }

    /** Makes a flag of any shape. */
    final void put(String flag, String text) throws Exception {
        flags.put(flag, text);
        changed(flag);
    }

    @Override
    public void set(String flag, boolean on) throws Exception {
        put(flag, flag(on));
    }

    @Override
    public void remove(String flag) throws Exception {
        flags.remove(flag);
        changed(flag);
    }

    @Override
    public void mistype(String flag) throws Exception {
        put(flag, SHAPE.formatted("ENABLED", "{\"on\":\"yellow\"}", "on", ""));
    }

    @Override
    public void disable(String flag) throws Exception {
        put(flag, SHAPE.formatted("DISABLED", BOOLEAN, "on", ""));
    }

    @Override
    public void targetInstance(String flag, String targetingKey) throws Exception {
        targetChild(flag, "targetingKey", targetingKey);
    }

    @Override
    public void targetChild(String flag, String attribute, String value) throws Exception {
        put(flag, targeted(attribute, value));
    }
}
