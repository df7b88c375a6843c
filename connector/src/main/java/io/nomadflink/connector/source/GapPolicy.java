package io.nomadflink.connector.source;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/** What happens at a stretch of the stream for which there is no proof that nothing was lost. */
@PublicEvolving
public final class GapPolicy implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final GapPolicy FAIL = new GapPolicy(true);
    private static final GapPolicy REPORT = new GapPolicy(false);

    private final boolean fails;

    private GapPolicy(boolean fails) {
        this.fails = fails;
    }

    /** The job fails, naming the gap. */
    public static GapPolicy fail() {
        return FAIL;
    }

    /**
     * A warning, a metric, and {@link NomadEventDeserializer#onGap}; then the stream goes on. The
     * default.
     */
    public static GapPolicy report() {
        return REPORT;
    }

    public boolean fails() {
        return fails;
    }

    private Object readResolve() {
        return fails ? FAIL : REPORT;
    }
}
