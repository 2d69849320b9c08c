package dev.yellowjack.benchmarks;

import dev.yellowjack.benchmarks.Measured.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Cost against size, as an SVG: panels side by side, both axes logarithmic. Not thread-safe. */
final class Plot {
    private static final int WIDTH = 380;
    private static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 36;
    private static final int BOTTOM = 44;
    private static final Map<String, String> COLOURS = Map.of(
            "Yellowjack", "#d99a00",
            "Yellowjack, one flag", "#8a6d1d",
            "bare", "#444444",
            "Guava", "#2b6cb0",
            "Pekko", "#b0302b");

    /** By panel, by series, by number of children: nanoseconds. */
    private final Map<String, Map<String, TreeMap<Integer, Double>>> panels = new LinkedHashMap<>();

    void point(String panel, String series, int children, double nanos) {
        panels.computeIfAbsent(panel, none -> new LinkedHashMap<>())
                .computeIfAbsent(series, none -> new TreeMap<>())
                .put(children, nanos);
    }

    /** Panels of which there is more than one size. */
    String svg() {
        List<String> drawn = new ArrayList<>();
        panels.forEach((title, series) -> {
            if (series.values().iterator().next().size() > 1) {
                drawn.add(new Panel(title, series, drawn.size() * WIDTH).svg());
            }
        });
        int width = Math.max(1, drawn.size()) * WIDTH;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + HEIGHT + "\" width=\"" + width
                + "\" height=\"" + HEIGHT + "\" font-family=\"sans-serif\" font-size=\"11\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" + String.join("", drawn) + "</svg>\n";
    }

    private static final class Panel {
        private final String title;
        private final Map<String, TreeMap<Integer, Double>> series;
        private final int x0;
        private final double leastX;
        private final double mostX;
        private final int leastY;
        private final int mostY;

        Panel(String title, Map<String, TreeMap<Integer, Double>> series, int x0) {
            this.title = title;
            this.series = series;
            this.x0 = x0;
            leastX = series.values().stream()
                    .mapToDouble(points -> Math.log10(points.firstKey()))
                    .min()
                    .orElse(0);
            mostX = series.values().stream()
                    .mapToDouble(points -> Math.log10(points.lastKey()))
                    .max()
                    .orElse(1);
            double[] times = series.values().stream()
                    .flatMap(points -> points.values().stream())
                    .mapToDouble(Math::log10)
                    .sorted()
                    .toArray();
            leastY = (int) Math.floor(times[0]);
            mostY = Math.max(leastY + 1, (int) Math.ceil(times[times.length - 1]));
        }

        String svg() {
            StringBuilder svg = new StringBuilder();
            svg.append(text(x0 + LEFT, 18, "start", "font-weight=\"bold\"", title));
            for (int decade = leastY; decade <= mostY; decade++) {
                double y = y(Math.pow(10, decade));
                svg.append(line(x(Math.pow(10, leastX)), y, x(Math.pow(10, mostX)), y));
                svg.append(text(x0 + LEFT - 6, y + 4, "end", "", decadeName(decade)));
            }
            series.values()
                    .iterator()
                    .next()
                    .keySet()
                    .forEach(children -> svg.append(text(
                            x(children),
                            HEIGHT - BOTTOM + 16,
                            "middle",
                            "",
                            String.format(Locale.ROOT, "%,d", children))));
            svg.append(text(x0 + (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "", "children"));
            int row = 0;
            for (var entry : series.entrySet()) {
                String colour = COLOURS.getOrDefault(entry.getKey(), "#888888");
                curve(svg, entry.getValue(), colour);
                svg.append(
                        text(x0 + LEFT + 8, TOP + 12 + 14 * row++, "start", "fill=\"" + colour + "\"", entry.getKey()));
            }
            return svg.toString();
        }

        private void curve(StringBuilder svg, TreeMap<Integer, Double> points, String colour) {
            StringBuilder path = new StringBuilder();
            points.forEach((children, nanos) -> {
                path.append(number(x(children)))
                        .append(',')
                        .append(number(y(nanos)))
                        .append(' ');
                svg.append("<circle cx=\"" + number(x(children)) + "\" cy=\"" + number(y(nanos)) + "\" r=\"3\" fill=\""
                        + colour + "\"><title>" + Unit.NANOS.format(nanos) + "</title></circle>\n");
            });
            svg.append("<polyline fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"1.5\" points=\""
                    + path.toString().trim() + "\"/>\n");
        }

        private double x(double children) {
            double part = mostX == leastX ? 0.5 : (Math.log10(children) - leastX) / (mostX - leastX);
            return x0 + LEFT + part * (WIDTH - LEFT - RIGHT - 24);
        }

        private double y(double nanos) {
            double part = (Math.log10(nanos) - leastY) / (mostY - leastY);
            return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM);
        }

        private static String decadeName(int decade) {
            String[] units = {"ns", "µs", "ms", "s"};
            int unit = Math.min(units.length - 1, decade / 3);
            return (long) Math.pow(10, decade - 3 * unit) + " " + units[unit];
        }

        private static String line(double x1, double y1, double x2, double y2) {
            return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\""
                    + number(y2) + "\" stroke=\"#dddddd\"/>\n";
        }

        private static String text(double x, double y, String anchor, String attributes, String text) {
            return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\" " + attributes
                    + ">" + text + "</text>\n";
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }
}
