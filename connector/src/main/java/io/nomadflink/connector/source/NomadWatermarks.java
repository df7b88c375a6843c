package io.nomadflink.connector.source;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Which watermarks the source emits by itself, per split. Pass {@code
 * WatermarkStrategy.noWatermarks()} to {@code fromSource} beside {@link #bounded}; and never {@code
 * withIdleness}, which heartbeats replace.
 */
@PublicEvolving
public final class NomadWatermarks implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Duration disorder;

    private NomadWatermarks(Duration disorder) {
        this.disorder = disorder;
    }

    /**
     * The largest event time less the disorder; moved on by heartbeats while the stream is alive,
     * caught up and proven, so that windows close on a quiet cluster.
     */
    public static NomadWatermarks bounded(Duration disorder) {
        if (disorder.isNegative()) {
            throw new IllegalArgumentException("disorder " + disorder + ": expected zero or more");
        }
        return new NomadWatermarks(disorder);
    }

    /** None: the job has a strategy of its own. */
    public static NomadWatermarks none() {
        return new NomadWatermarks(null);
    }

    public boolean isEmitted() {
        return disorder != null;
    }

    public long disorderMillis() {
        return disorder == null ? 0 : disorder.toMillis();
    }
}
