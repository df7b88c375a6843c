package io.nomadflink.benchmarks.c2m;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Events per second, what is left to do, and memory over time, in SVG. */
final class ReplayPicture {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 150;
    private static final int LEFT = 90;
    private static final int STEP = 190;

    private ReplayPicture() {}

    static String of(List<Sample> samples, long events, String title) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                                + "<text x=\"16\" y=\"24\" font-size=\"15\">%s</text>%n",
                        LEFT + WIDTH + 30,
                        60 + 3 * STEP,
                        title));
        panel(svg, 0, "events/s", samples, i -> rate(samples, i));
        panel(svg, 1, "events behind", samples, i -> events - samples.get(i).events());
        panel(svg, 2, "resident MB", samples, i -> samples.get(i).rss() / 1e6);
        return svg.append("</svg>\n").toString();
    }

    private static double rate(List<Sample> samples, int i) {
        if (i == 0) {
            return 0;
        }
        Sample now = samples.get(i);
        Sample before = samples.get(Math.max(0, i - 4));
        return (now.events() - before.events()) / (now.seconds() - before.seconds());
    }

    private static void panel(
            StringBuilder svg,
            int number,
            String name,
            List<Sample> samples,
            IntToDoubleFunction value) {
        double largest = 1;
        for (int i = 0; i < samples.size(); i++) {
            largest = Math.max(largest, value.applyAsDouble(i));
        }
        int bottom = 50 + number * STEP + HEIGHT;
        double end = samples.get(samples.size() - 1).seconds();
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < samples.size(); i++) {
            points.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            LEFT + samples.get(i).seconds() / end * WIDTH,
                            bottom - value.applyAsDouble(i) / largest * HEIGHT));
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%,.0f</text>%n"
                                + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>%n"
                                + "<text x=\"%d\" y=\"%d\">%s, %.0f s</text>%n"
                                + "<polyline fill=\"none\" stroke=\"#00875a\" stroke-width=\"1.5\""
                                + " points=\"%s\"/>%n",
                        LEFT - 8,
                        bottom - HEIGHT + 10,
                        largest,
                        LEFT - 8,
                        bottom,
                        LEFT,
                        bottom + 16,
                        name,
                        end,
                        points.toString().strip()));
    }
}
