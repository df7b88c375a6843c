package io.nomadflink.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Results as text, with ratios against the bare reader and parser. */
public final class ResultTable {
    private static final String FORMAT = "%-16s %-6s %9s %13s %7s %10s %10s %7s %6s %10s %7s %8s";

    private ResultTable() {}

    public static String of(List<Result> results) {
        StringBuilder table = new StringBuilder();
        line(
                table,
                FORMAT,
                "name",
                "corpus",
                "CPU s/GB",
                "(range)",
                "MB/s",
                "events/s",
                "alloc B/ev",
                "RSS MB",
                "x CPU",
                "(range)",
                "x wall",
                "warm-ups");
        for (Result result : results) {
            line(
                    table,
                    FORMAT,
                    result.name(),
                    result.corpus(),
                    text("%.2f", result.cpuSPerGb()),
                    range(result.cpuSPerGbLowest(), result.cpuSPerGbHighest()),
                    text("%.0f", result.mbPerS()),
                    text("%.0f", result.eventsPerS()),
                    text("%.0f", result.allocatedBytesPerEvent()),
                    text("%.0f", result.peakRssMb()),
                    cpuRatio(result.againstParse()),
                    cpuRange(result.againstParse()),
                    wallRatio(result.againstParse()),
                    result.warmUps() + (result.warm() ? "" : " (!)"));
        }
        if (!results.stream().allMatch(Result::warm)) {
            table.append("(!) was still getting faster, or was told how often to warm up\n");
        }
        return table.toString();
    }

    private static String cpuRatio(Ratio ratio) {
        return ratio == null ? "" : text("%.2f", ratio.cpu());
    }

    private static String cpuRange(Ratio ratio) {
        return ratio == null ? "" : range(ratio.cpuLowest(), ratio.cpuHighest());
    }

    private static String wallRatio(Ratio ratio) {
        return ratio == null ? "" : text("%.2f", ratio.wall());
    }

    private static String range(double lowest, double highest) {
        return text("%.2f", lowest) + "-" + text("%.2f", highest);
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
