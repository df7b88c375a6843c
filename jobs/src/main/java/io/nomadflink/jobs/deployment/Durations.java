package io.nomadflink.jobs.deployment;

import io.nomadflink.jobs.types.CompactSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Durations in ms with their percentiles to three digits; smallest and largest are exact.
 *
 * <p>Keeps the histogram encoded: a few bytes for a few values, where its arrays would take tens of
 * kilobytes.
 */
final class Durations {
    static final Durations NONE = new Durations(Long.MAX_VALUE, Long.MIN_VALUE, new byte[0]);
    private static final int DIGITS = 3;

    private final long min;
    private final long max;
    private final byte[] encoded;

    private Durations(long min, long max, byte[] encoded) {
        this.min = min;
        this.max = max;
        this.encoded = encoded;
    }

    /**
     * The same and one more. What is negative, as clocks differ, counts as its exact smallest value
     * only.
     */
    Durations plus(long duration) {
        Histogram histogram = histogram();
        histogram.recordValue(Math.max(0, duration));
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        return new Durations(
                Math.min(min, duration),
                Math.max(max, duration),
                Arrays.copyOf(buffer.array(), length));
    }

    private Histogram histogram() {
        if (encoded.length == 0) {
            Histogram histogram = new Histogram(DIGITS);
            histogram.setAutoResize(true);
            return histogram;
        }
        Histogram histogram = Histogram.decodeFromByteBuffer(ByteBuffer.wrap(encoded), 0);
        histogram.setAutoResize(true);
        return histogram;
    }

    long max() {
        return max;
    }

    Summary summary() {
        Histogram histogram = histogram();
        return new Summary(
                histogram.getTotalCount(),
                percentile(histogram, 50),
                percentile(histogram, 95),
                percentile(histogram, 99),
                max);
    }

    private long percentile(Histogram histogram, double share) {
        return Math.max(min, Math.min(max, histogram.getValueAtPercentile(share)));
    }

    /** What a row tells of durations. */
    record Summary(long count, long p50, long p95, long p99, long max) {}

    /** Two longs and the encoded histogram. */
    public static final class Serializer extends CompactSerializer<Durations> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public void serialize(Durations durations, DataOutputView out) throws IOException {
            out.writeLong(durations.min);
            out.writeLong(durations.max);
            out.writeInt(durations.encoded.length);
            out.write(durations.encoded);
        }

        @Override
        protected Durations read(int version, DataInputView in) throws IOException {
            long min = in.readLong();
            long max = in.readLong();
            byte[] encoded = new byte[in.readInt()];
            in.readFully(encoded);
            return new Durations(min, max, encoded);
        }
    }
}
