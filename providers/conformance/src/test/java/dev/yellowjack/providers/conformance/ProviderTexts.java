package dev.yellowjack.providers.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people have written about each provider, for the table, and the versions that the root pom has. */
final class ProviderTexts {
    private static final String RESOURCE = "/providers.properties";

    private final Properties texts = new Properties();
    private final String pom;

    /** Reads them, with the versions of the project that is in this folder. */
    ProviderTexts(Path root) throws IOException {
        pom = Files.readString(root.resolve("pom.xml"));
        try (InputStream stream = ProviderTexts.class.getResourceAsStream(RESOURCE);
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
    }

    /** The full names of the kit classes that are described. */
    SortedSet<String> kits() {
        SortedSet<String> kits = new TreeSet<>();
        texts.stringPropertyNames().forEach(key -> kits.add(key.substring(0, key.lastIndexOf('.'))));
        return kits;
    }

    String of(String kit, String what) {
        return maybe(kit, what)
                .orElseThrow(() -> new IllegalStateException("providers.properties does not say " + kit + "." + what
                        + ": describe this provider, and make the table again"));
    }

    Optional<String> maybe(String kit, String what) {
        return Optional.ofNullable(texts.getProperty(kit + "." + what));
    }

    String version(String kit) {
        String property = of(kit, "version");
        Matcher version =
                Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<").matcher(pom);
        if (!version.find()) {
            throw new IllegalStateException("the root pom has no property " + property);
        }
        return version.group(1);
    }
}
