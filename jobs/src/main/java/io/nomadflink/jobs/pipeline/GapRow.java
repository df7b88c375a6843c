package io.nomadflink.jobs.pipeline;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.GapFound;
import io.nomadflink.jobs.sink.Tables;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.types.Row;

/** A row of {@code stream_gap}. */
record GapRow(String region) implements MapFunction<ClusterChange, Row> {

    @Override
    public Row map(ClusterChange change) {
        Gap gap = ((GapFound) change).gap();
        return Tables.STREAM_GAP.row(
                gap.region().isEmpty() ? region : gap.region(),
                gap.namespace(),
                gap.topics(),
                gap.afterIndex(),
                gap.beforeIndex(),
                gap.detectedAt().truncatedTo(ChronoUnit.MILLIS),
                gap.cause().name().toLowerCase(Locale.ROOT),
                gap.healed());
    }
}
