package dev.yellowjack.providers.flagd;

import dev.openfeature.contrib.providers.flagd.resolver.process.model.FeatureFlag;
import dev.openfeature.contrib.providers.flagd.resolver.process.model.FlagParser;
import dev.openfeature.contrib.providers.flagd.resolver.process.model.ParsingResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** All flags of a source at one moment. */
record FlagSet(Map<String, FeatureFlag> flags, Map<String, Object> metadata) {
    static final FlagSet EMPTY = new FlagSet(Map.of(), Map.of());

    FlagSet {
        flags = Map.copyOf(flags);
    }

    /** Takes flags from JSON in which {@link FlagsJson} found no problem of the whole. */
    static FlagSet parse(String json) throws IOException {
        ParsingResult result = FlagParser.parseString(json, false);
        return new FlagSet(result.getFlags(), result.getFlagSetMetadata());
    }

    /** The keys of flags that are not the same in both. */
    List<String> changesFrom(FlagSet earlier) {
        return Stream.concat(flags.keySet().stream(), earlier.flags.keySet().stream())
                .distinct()
                .filter(key ->
                        !metadata.equals(earlier.metadata) || !Objects.equals(flags.get(key), earlier.flags.get(key)))
                .sorted()
                .toList();
    }
}
