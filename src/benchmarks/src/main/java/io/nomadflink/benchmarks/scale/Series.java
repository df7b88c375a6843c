package io.nomadflink.benchmarks.scale;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A figure at growing sizes of something. */
final class Series {
    private final String name;
    private final String unit;
    private final double tolerance;
    private final double limit;
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
        double first = points.isEmpty() ? value : points.get(0).value();
        points.add(new Point(size, value, value / first - 1));
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
