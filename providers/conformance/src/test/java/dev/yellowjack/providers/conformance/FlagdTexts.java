package dev.yellowjack.providers.conformance;

import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdOptions;
import dev.yellowjack.tck.FlagBackend;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Flags in flagd's format, for flagd's own provider. */
abstract class FlagdTexts implements FlagBackend {
    private static final String SHAPE = "{\"state\":\"%s\",\"variants\":%s,\"defaultVariant\":\"%s\"%s}";
    private static final String BOOLEAN = "{\"on\":true,\"off\":false}";

    /** Of the initialisation: a cold JVM takes longer than the provider's own half a second. */
    private static final int DEADLINE_MILLIS = 5_000;

    private final Map<String, String> flags = new TreeMap<>();

    /** The flags are different now. */
    abstract void changed() throws Exception;

    static FlagdOptions.FlagdOptionsBuilder options(Config.Resolver resolver) {
        return FlagdOptions.builder().resolverType(resolver).deadline(DEADLINE_MILLIS);
    }

    static String flag(boolean on) {
        return SHAPE.formatted("ENABLED", BOOLEAN, on ? "on" : "off", "");
    }

    static String json(Map<String, String> flags) {
        return flags.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",\n", "{\"flags\":{", "}}"));
    }

    final String json() {
        return json(flags);
    }

    /** Turns a flag on or off, and tells nobody. */
    final void write(String flag, boolean on) {
        flags.put(flag, flag(on));
    }

    private void put(String flag, String text) throws Exception {
        flags.put(flag, text);
        changed();
    }

    @Override
    public void set(String flag, boolean on) throws Exception {
        put(flag, flag(on));
    }

    @Override
    public void remove(String flag) throws Exception {
        flags.remove(flag);
        changed();
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
        String rule = ",\"targeting\":{\"if\":[{\"==\":[{\"var\":\"%s\"},\"%s\"]},\"on\",\"off\"]}";
        put(flag, SHAPE.formatted("ENABLED", BOOLEAN, "off", rule.formatted(attribute, value)));
    }
}
