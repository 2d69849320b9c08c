package dev.yellowjack.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of docs/RULES.md, so that what is promised there is what is tested. */
record RulesTable(List<String> columns, List<Row> rows) {

    record Row(String input, List<String> cells) {}

    /** The table whose header begins so. */
    static RulesTable beginningWith(String header) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("..", "docs", "RULES.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int first = 0;
        while (!lines.get(first).startsWith(header)) {
            first++;
        }
        List<Row> rows = new ArrayList<>();
        for (int i = first + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
            List<String> cells = cells(lines.get(i));
            rows.add(new Row(cells.get(0), cells.subList(1, cells.size())));
        }
        List<String> columns = cells(lines.get(first));
        return new RulesTable(columns.subList(1, columns.size()), rows);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
                .map(String::strip)
                .toList();
    }
}
