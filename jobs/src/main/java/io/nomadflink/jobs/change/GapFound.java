package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Origin;
import java.time.Instant;

/** A stretch of the stream without proof that nothing was lost. */
public record GapFound(Gap gap) implements ClusterChange {

    @Override
    public long index() {
        return gap.beforeIndex();
    }

    @Override
    public long time() {
        Instant last = gap.lastEventAt();
        return (last == null ? gap.detectedAt() : last).toEpochMilli();
    }

    @Override
    public Origin origin() {
        return Origin.STREAM;
    }
}
