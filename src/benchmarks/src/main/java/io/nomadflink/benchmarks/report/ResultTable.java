package io.nomadflink.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Results as text, with ratios against the bare reader and parser. */
public final class ResultTable {
    private static final String BASE = "parse";

    private ResultTable() {}

    public static String of(List<Result> results) {
        StringBuilder table = new StringBuilder();
        line(
                table,
                "%-16s %-6s %9s %15s %8s %10s %11s %8s %7s %7s",
                "name",
                "corpus",
                "CPU s/GB",
                "(range)",
                "MB/s",
                "events/s",
                "alloc B/ev",
                "RSS MB",
                "x CPU",
                "x wall");
        for (Result result : results) {
            Result base =
                    results.stream()
                            .filter(
                                    r ->
                                            r.name().equals(BASE)
                                                    && r.corpus().equals(result.corpus()))
                            .findFirst()
                            .orElse(null);
            line(
                    table,
                    "%-16s %-6s %9.2f %15s %8.0f %10.0f %11.0f %8.0f %7s %7s",
                    result.name(),
                    result.corpus(),
                    result.cpuSPerGb(),
                    String.format(
                            Locale.ROOT,
                            "%.2f-%.2f",
                            result.cpuSPerGbLowest(),
                            result.cpuSPerGbHighest()),
                    result.mbPerS(),
                    result.eventsPerS(),
                    result.allocatedBytesPerEvent(),
                    result.peakRssMb(),
                    base == null ? "" : ratio(base.cpuSPerGb() / result.cpuSPerGb()),
                    base == null ? "" : ratio(result.mbPerS() / base.mbPerS()));
        }
        return table.toString();
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
