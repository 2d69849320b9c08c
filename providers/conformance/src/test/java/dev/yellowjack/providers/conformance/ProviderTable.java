package dev.yellowjack.providers.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes the part of docs/plugging-a-provider.md that is made from the reports of the kits: a table of all providers, and
 * what there is to say of each.
 */
final class ProviderTable {
    static final String DOCUMENT = "docs/plugging-a-provider.md";
    static final String BEGIN = "<!-- from the kits: begin -->\n";
    static final String END = "<!-- from the kits: end -->\n";

    private static final String HEAD = """
            | provider | version | how a flip travels | from flip to running child: median | longest | rules verified whole |
            |---|---|---|---|---|---|
            """;

    private final ProviderTexts texts;

    ProviderTable(ProviderTexts texts) {
        this.texts = texts;
    }

    /**
     * Takes the reports in {@code providers/<module>/target/kits} of all modules.
     *
     * @param args the folder of the project
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        ProviderTexts texts = new ProviderTexts(root);
        List<KitReport> reports = reports(root);
        texts.kits().stream()
                .filter(kit -> reports.stream().noneMatch(report -> report.kit().equals(kit)))
                .findFirst()
                .ifPresent(missing -> {
                    throw new IllegalStateException("there is no report on " + missing + ": let its kit run as well");
                });
        Path document = root.resolve(DOCUMENT);
        Files.writeString(document, replaced(Files.readString(document), new ProviderTable(texts).text(reports)));
    }

    private static List<KitReport> reports(Path root) throws IOException {
        List<KitReport> reports = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                root.resolve("providers"),
                4,
                (file, unused) -> file.toString().endsWith(".properties")
                        && file.getParent().endsWith("target/kits"))) {
            for (Path file : files.toList()) {
                reports.add(KitReport.read(file));
            }
        }
        return reports;
    }

    private static String replaced(String document, String part) {
        return document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
                + part
                + document.substring(document.indexOf(END));
    }

    /** The generated part of a document. */
    static String part(String document) {
        return document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));
    }

    private String text(List<KitReport> reports) {
        List<KitReport> sorted = reports.stream()
                .sorted(Comparator.comparing(
                        report -> texts.of(report.kit(), "provider").toLowerCase(Locale.ROOT)))
                .toList();
        StringBuilder text = new StringBuilder("\n" + HEAD);
        sorted.forEach(report -> text.append(row(report)));
        sorted.forEach(report -> text.append("\n").append(details(report)));
        return text.append("\n").toString();
    }

    /** The line of a provider; what differs from run to run is in its last three cells. */
    String row(KitReport report) {
        if (!report.result().equals("VERIFIED")) {
            throw new IllegalStateException(
                    report.kit() + " is " + report.result() + ": a table is made of what passes");
        }
        return rowStart(report.kit()) + report.median() + " | " + report.longest() + " | " + report.rules() + " |\n";
    }

    String rowStart(String kit) {
        return "| [" + texts.of(kit, "provider") + "](" + source(kit) + ") | " + texts.version(kit) + " | "
                + texts.of(kit, "travels") + " | ";
    }

    /** What there is to say of a provider, none of which differs from run to run. */
    String details(KitReport report) {
        String kit = report.kit();
        StringBuilder text = new StringBuilder("**" + texts.of(kit, "provider") + "**\n\n");
        text.append("- When its back end is gone: ")
                .append(texts.of(kit, "outage"))
                .append("\n");
        text.append("- Settings: ").append(texts.of(kit, "settings")).append("\n");
        texts.maybe(kit, "know")
                .ifPresent(know -> text.append("- Besides: ").append(know).append("\n"));
        report.lacking().forEach((ability, why) -> text.append("- No `" + ability + "`: " + why + "\n"));
        report.waived().forEach((rule, why) -> text.append("- Does not keep §" + rule + ": " + why + "\n"));
        report.threads().forEach((part, why) -> text.append("- Leaves threads, `" + part + "`: " + why + "\n"));
        return text.toString();
    }

    /** Where the kit class is, seen from the document. */
    private static String source(String kit) {
        String module = kit.split("\\.")[3];
        return "../providers/" + module + "/src/test/java/" + kit.replace('.', '/') + ".java";
    }
}
