package io.nomadflink.benchmarks.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recorded line that can be written again and again, with other ids, indexes and times. */
final class LineTemplate {
    /** Indexes are written with eight digits, so that lines keep their length. */
    private static final long FIRST_INDEX = 10_000_000;

    private static final Pattern VARIABLE =
            Pattern.compile(
                    "(?<id>[0-9a-f]{8})(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
                            + "|(?<=Index\":)(?<index>[1-9][0-9]{0,6})(?=[,}])"
                            + "|(?<=\":)(?<time>1[78][0-9]{17})(?=[,}])");

    private final byte[] text;
    private final List<Patch> patches;

    private enum Kind {
        ID,
        INDEX,
        TIME
    }

    private record Patch(Kind kind, int offset, long value) {}

    private LineTemplate(byte[] text, List<Patch> patches) {
        this.text = text;
        this.patches = patches;
    }

    static LineTemplate of(byte[] line) {
        String recorded = new String(line, StandardCharsets.ISO_8859_1);
        StringBuilder text = new StringBuilder(recorded.length() + 100);
        List<Patch> patches = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(recorded);
        int copied = 0;
        while (matcher.find()) {
            text.append(recorded, copied, matcher.start());
            copied = matcher.end();
            patches.add(patch(matcher, text.length()));
            boolean index = matcher.group("index") != null;
            text.append(index ? "00000000" : matcher.group());
        }
        text.append(recorded, copied, recorded.length()).append('\n');
        return new LineTemplate(
                text.toString().getBytes(StandardCharsets.ISO_8859_1), List.copyOf(patches));
    }

    private static Patch patch(Matcher matcher, int offset) {
        if (matcher.group("id") != null) {
            return new Patch(Kind.ID, offset, Long.parseLong(matcher.group(), 16));
        }
        boolean index = matcher.group("index") != null;
        return new Patch(index ? Kind.INDEX : Kind.TIME, offset, Long.parseLong(matcher.group()));
    }

    /** With its newline; the array is used again at the next call. */
    byte[] written(Repetition repetition) {
        for (Patch patch : patches) {
            switch (patch.kind()) {
                case ID ->
                        Digits.hex(text, patch.offset(), (int) patch.value() ^ repetition.idMask());
                case INDEX ->
                        Digits.decimal(
                                text,
                                patch.offset(),
                                8,
                                FIRST_INDEX + repetition.indexShift() + patch.value());
                default ->
                        Digits.decimal(
                                text, patch.offset(), 19, patch.value() + repetition.timeShift());
            }
        }
        return text;
    }

    int length() {
        return text.length;
    }
}
