package io.nomadflink.benchmarks.scale;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nomadflink.benchmarks.report.Median;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A figure at growing sizes of something. */
final class Series {
    private final String name;
    private final String unit;
    private final double tolerance;
    private final double limit;
    private final List<Double> first = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();

    /**
     * @param tolerance what a point may be more than the first, as a part of it
     * @param limit what no point may exceed
     */
    private Series(String name, String unit, double tolerance, double limit) {
        this.name = name;
        this.unit = unit;
        this.tolerance = tolerance;
        this.limit = limit;
    }

    /** One that should stay as it begins. */
    static Series flat(String name, String unit) {
        return new Series(name, unit, 0.1, Double.MAX_VALUE);
    }

    /** One that should stay below a limit. */
    static Series below(double limit, String name, String unit) {
        return new Series(name, unit, Double.MAX_VALUE, limit);
    }

    void add(String size, double value) {
        add(size, List.of(value));
    }

    /**
     * @param values of passes that took turns with those of the other sizes; what counts is the
     *     median of their ratios to the passes of the first size
     */
    void add(String size, List<Double> values) {
        if (first.isEmpty()) {
            first.addAll(values);
        }
        double[] ratios = new double[values.size()];
        Arrays.setAll(ratios, i -> values.get(i) / first.get(i));
        points.add(
                new Point(
                        size,
                        median(values.stream().mapToDouble(v -> v)),
                        median(Arrays.stream(ratios)) - 1));
    }

    private static double median(DoubleStream values) {
        return Median.of(values.sorted().toArray());
    }

    @JsonProperty
    String name() {
        return name;
    }

    @JsonProperty
    String unit() {
        return unit;
    }

    @JsonProperty
    List<Point> points() {
        return points;
    }

    @JsonProperty
    boolean good() {
        return points.stream().allMatch(this::isGood);
    }

    /** More is bad; less is not. */
    private boolean isGood(Point point) {
        return point.deviation() <= tolerance && point.value() <= limit;
    }

    String head() {
        return String.format(Locale.ROOT, "%-28s %12s %10s", name, unit, "deviation");
    }

    String lastLine() {
        return line(points.get(points.size() - 1));
    }

    void print() {
        points.forEach(point -> System.out.println(line(point)));
    }

    private String line(Point point) {
        return String.format(
                Locale.ROOT,
                "  %-26s %12.2f %+9.0f%%%s",
                point.size(),
                point.value(),
                100 * point.deviation(),
                isGood(point) ? "" : limit < Double.MAX_VALUE ? "  TOO MUCH" : "  NOT FLAT");
    }
}
