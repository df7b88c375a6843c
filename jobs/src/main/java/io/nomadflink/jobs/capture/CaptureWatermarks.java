package io.nomadflink.jobs.capture;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.change.ClusterChange;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Event time of a capture: the largest so far less the disorder. When nothing comes it goes on with
 * the clock, but only so far that the last windows close, since quiet proves nothing: the capture
 * itself may have stopped. It stands still while what was read from lists passes, as that is in no
 * order of time.
 */
final class CaptureWatermarks implements WatermarkGenerator<ClusterChange> {
    /** So long after the last object of a list no more come. */
    private static final long LISTED_MS = 1_000;

    private final long disorder;
    private final long quiet;
    private long largest = Long.MIN_VALUE;
    private long since;
    private boolean listed;

    CaptureWatermarks(long disorder, long quiet) {
        this.disorder = disorder;
        this.quiet = quiet;
    }

    @Override
    public void onEvent(ClusterChange change, long time, WatermarkOutput output) {
        largest = Math.max(largest, time);
        since = System.nanoTime();
        listed = change.origin() != Origin.STREAM;
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long elapsed = (System.nanoTime() - since) / 1_000_000L;
        if (largest != Long.MIN_VALUE && (!listed || elapsed > LISTED_MS)) {
            output.emitWatermark(
                    new Watermark(largest - disorder - 1 + Math.min(elapsed, quiet + disorder)));
        }
    }
}
