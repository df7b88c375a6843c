package io.nomadflink.jobs.failure;

import io.nomadflink.jobs.window.WindowState;
import java.io.Serializable;
import java.time.Duration;

/** Windows of one size, aligned to the epoch, that slide by their size or less. All times in ms. */
public record Windows(long size, long slide) implements Serializable {

    public Windows {
        if (size <= 0 || slide <= 0 || slide > size) {
            throw new IllegalArgumentException(
                    "a window of "
                            + size
                            + " ms cannot slide by "
                            + slide
                            + " ms: 0 < slide <= size is needed");
        }
    }

    public static Windows of(Duration size, Duration slide) {
        return new Windows(size.toMillis(), slide.toMillis());
    }

    /** The options that make them. */
    String options() {
        return WindowState.option("--window", size) + " " + WindowState.option("--slide", slide);
    }

    /**
     * The start of the last window that holds a time; the others start one or more slides before.
     */
    public long lastStart(long time) {
        return time - Math.floorMod(time, slide);
    }

    /**
     * Whether a window ends, no event below the watermark being expected, when it moves from one
     * time to another.
     */
    boolean anyEnds(long from, long to) {
        return from < to && (from == Long.MIN_VALUE || endsBefore(from) < endsBefore(to));
    }

    private long endsBefore(long watermark) {
        return Math.floorDiv(watermark - size + 1, slide);
    }
}
