package io.nomadflink.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Results as bars, in SVG. */
public final class ResultPicture {
    private static final int BAR = 22;
    private static final int GAP = 12;
    private static final int LEFT = 190;
    private static final int WIDTH = 640;
    private static final int TOP = 56;

    private ResultPicture() {}

    /**
     * @param caption what the figures were made on
     */
    public static String of(List<Result> results, String caption) {
        double largest = results.stream().mapToDouble(Result::cpuSPerGb).max().orElse(1);
        int height = TOP + results.size() * (BAR + GAP) + 34;
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                                + "<text x=\"16\" y=\"26\" font-size=\"16\" fill=\"#1b1f24\">"
                                + "CPU seconds per GB of Nomad's event stream (less is better)</text>%n",
                        LEFT + WIDTH + 150,
                        height));
        for (int i = 0; i < results.size(); i++) {
            bar(svg, results.get(i), TOP + i * (BAR + GAP), largest);
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"16\" y=\"%d\" font-size=\"11\" fill=\"#57606a\">%s</text>%n</svg>%n",
                        height - 12,
                        escaped(caption)));
        return svg.toString();
    }

    private static void bar(StringBuilder svg, Result result, int y, double largest) {
        double width = Math.max(1, result.cpuSPerGb() / largest * WIDTH);
        boolean base = result.name().equals("raw") || result.name().equals("parse");
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#1b1f24\">%s</text>%n"
                                + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                                + "<text x=\"%.1f\" y=\"%d\" fill=\"#1b1f24\">%.2f · %.0f MB/s</text>%n",
                        LEFT - 10,
                        y + 16,
                        escaped(result.name() + " (" + result.corpus() + ")"),
                        LEFT,
                        y,
                        width,
                        BAR,
                        base ? "#8c959f" : "#00875a",
                        LEFT + width + 8,
                        y + 16,
                        result.cpuSPerGb(),
                        result.mbPerS()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
