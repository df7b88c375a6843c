package io.nomadflink.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Figures over time, one below the other, in SVG. */
public final class CurvePicture {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 150;
    private static final int LEFT = 90;
    private static final int STEP = 190;

    private CurvePicture() {}

    public static String of(String title, List<Curve> curves) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                                + "<text x=\"16\" y=\"24\" font-size=\"15\">%s</text>%n",
                        LEFT + WIDTH + 30,
                        60 + curves.size() * STEP,
                        title));
        for (int i = 0; i < curves.size(); i++) {
            panel(svg, 50 + i * STEP + HEIGHT, curves.get(i));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, int bottom, Curve curve) {
        double largest = Math.max(1, Arrays.stream(curve.values()).max().orElse(1));
        double end = Math.max(1, Arrays.stream(curve.seconds()).max().orElse(1));
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < curve.values().length; i++) {
            points.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            LEFT + curve.seconds()[i] / end * WIDTH,
                            bottom - curve.values()[i] / largest * HEIGHT));
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
                        curve.name(),
                        end,
                        points.toString().strip()));
    }
}
