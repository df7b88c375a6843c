package io.nomadflink.connector.source;

import io.nomadflink.connector.client.BackfillDetail;
import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/** What happens at a stretch of the stream for which there is no proof that nothing was lost. */
@PublicEvolving
public final class GapPolicy implements Serializable {
    private static final long serialVersionUID = 1L;

    private enum Kind {
        FAIL,
        REPORT,
        BACKFILL
    }

    private final Kind kind;
    private final BackfillDetail detail;

    private GapPolicy(Kind kind, BackfillDetail detail) {
        this.kind = kind;
        this.detail = detail;
    }

    /** The job fails, naming the gap. */
    public static GapPolicy fail() {
        return new GapPolicy(Kind.FAIL, BackfillDetail.FULL);
    }

    /**
     * A warning, a metric, and {@link NomadEventDeserializer#onGap}; then the stream goes on. The
     * default.
     */
    public static GapPolicy report() {
        return new GapPolicy(Kind.REPORT, BackfillDetail.FULL);
    }

    /**
     * Reported, and then healed: what changed in the gap and still exists is read from lists and
     * delivered as events of origin BACKFILL, whole objects. States in between and what no longer
     * exists cannot be recovered.
     */
    public static GapPolicy backfill() {
        return backfill(BackfillDetail.FULL);
    }

    /**
     * The same with the choice of how much of each object to read; also that of {@link
     * StartingPosition#snapshot()}.
     */
    public static GapPolicy backfill(BackfillDetail detail) {
        return new GapPolicy(Kind.BACKFILL, detail);
    }

    public boolean fails() {
        return kind == Kind.FAIL;
    }

    public boolean heals() {
        return kind == Kind.BACKFILL;
    }

    public BackfillDetail detail() {
        return detail;
    }
}
