package io.nomadflink.jobs.capture;

import io.nomadflink.jobs.change.ClusterChange;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Event time of a capture: the largest so far less the disorder. When nothing comes it goes on with
 * the clock, but only so far that the last windows close, since quiet proves nothing: the capture
 * itself may have stopped.
 */
final class CaptureWatermarks implements WatermarkGenerator<ClusterChange> {
    private final long disorder;
    private final long quiet;
    private long largest = Long.MIN_VALUE;
    private long since;

    CaptureWatermarks(long disorder, long quiet) {
        this.disorder = disorder;
        this.quiet = quiet;
    }

    @Override
    public void onEvent(ClusterChange change, long time, WatermarkOutput output) {
        largest = Math.max(largest, time);
        since = System.nanoTime();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (largest != Long.MIN_VALUE) {
            long elapsed = (System.nanoTime() - since) / 1_000_000L;
            output.emitWatermark(
                    new Watermark(largest - disorder - 1 + Math.min(elapsed, quiet + disorder)));
        }
    }
}
