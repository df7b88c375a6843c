package io.nomadflink.connector.source.split;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * The last gaps of a split: what is first seen afterwards but was created within one is not older
 * than the stream.
 *
 * @param gaps oldest first
 */
@Internal
public record KnownGaps(List<Range> gaps) {
    static final KnownGaps NONE = new KnownGaps(List.of());
    private static final int REMEMBERED = 16;

    /** Indexes above {@code after} and below {@code before}. */
    public record Range(long after, long before) {}

    public KnownGaps {
        gaps = List.copyOf(gaps);
    }

    KnownGaps with(long after, long before) {
        List<Range> more = new ArrayList<>(gaps);
        more.removeIf(range -> range.after() == after);
        more.add(new Range(after, before));
        return new KnownGaps(more.subList(Math.max(0, more.size() - REMEMBERED), more.size()));
    }

    boolean contain(long index) {
        for (Range range : gaps) {
            if (index > range.after() && index < range.before()) {
                return true;
            }
        }
        return false;
    }
}
