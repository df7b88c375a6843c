package io.nomadflink.jobs.demo;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as needed; columns of numbers stand to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private final String title;
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String title, List<String> head) {
        this.title = title;
        this.head = head;
    }

    TextTable row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        if (rows.isEmpty()) {
            lines.add(GAP + "none yet");
            return lines;
        }
        int[] widths = new int[head.size()];
        boolean[] right = new boolean[head.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(i);
            right[i] = isNumeric(i);
        }
        lines.add(line(head, widths, right));
        rows.forEach(row -> lines.add(line(row, widths, right)));
        return lines;
    }

    private int width(int column) {
        int widest = head.get(column).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return widest;
    }

    private boolean isNumeric(int column) {
        return rows.stream().allMatch(row -> row.get(column).matches("[-+.\\d]*( ?(s|%))?"));
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String fill = " ".repeat(widths[i] - cells.get(i).length());
            line.append(GAP).append(right[i] ? fill + cells.get(i) : cells.get(i) + fill);
        }
        return line.toString().stripTrailing();
    }
}
