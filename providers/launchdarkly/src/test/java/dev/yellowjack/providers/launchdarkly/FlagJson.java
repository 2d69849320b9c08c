package dev.yellowjack.providers.launchdarkly;

/** Flags as LaunchDarkly's servers write them. */
final class FlagJson {
    private static final String BOOLEAN = "[true,false]";

    private FlagJson() {}

    /** One that is on answers by its fallthrough, and one that is off by its off variation. */
    static String flag(String key, int version, boolean on) {
        return of(key, version, on, BOOLEAN, ",\"fallthrough\":{\"variation\":0},\"offVariation\":1");
    }

    static String mistyped(String key, int version) {
        return of(key, version, true, "[\"yellow\"]", ",\"fallthrough\":{\"variation\":0}");
    }

    /** Off, and without a value for that. */
    static String disabled(String key, int version) {
        return of(key, version, false, BOOLEAN, ",\"fallthrough\":{\"variation\":0}");
    }

    static String forInstance(String key, int version, String targetingKey) {
        String targets = ",\"targets\":[{\"variation\":0,\"values\":[\"" + targetingKey + "\"]}]";
        return of(key, version, true, BOOLEAN, ",\"fallthrough\":{\"variation\":1},\"offVariation\":1" + targets);
    }

    static String forAttribute(String key, int version, String attribute, String value) {
        String rule =
                ",\"rules\":[{\"id\":\"one\",\"variation\":0,\"clauses\":[{\"contextKind\":\"user\",\"attribute\":\""
                        + attribute + "\",\"op\":\"in\",\"values\":[\"" + value + "\"]}]}]";
        return of(key, version, true, BOOLEAN, ",\"fallthrough\":{\"variation\":1},\"offVariation\":1" + rule);
    }

    private static String of(String key, int version, boolean on, String variations, String more) {
        return "{\"key\":\"" + key + "\",\"version\":" + version + ",\"salt\":\"s\",\"on\":" + on + ",\"variations\":"
                + variations + more + "}";
    }
}
