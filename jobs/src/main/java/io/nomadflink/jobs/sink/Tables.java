package io.nomadflink.jobs.sink;

import static io.nomadflink.jobs.sink.ColumnType.FLAG;
import static io.nomadflink.jobs.sink.ColumnType.INTEGER;
import static io.nomadflink.jobs.sink.ColumnType.REAL;
import static io.nomadflink.jobs.sink.ColumnType.TEXT;
import static io.nomadflink.jobs.sink.ColumnType.TIME;

import java.util.List;

/** The tables that the jobs fill. */
public final class Tables {
    /** How allocations of a task group fared in a window in which something was counted. */
    public static final Table ALLOCATION_FAILURE_RATE =
            Table.named("allocation_failure_rate")
                    .key(TEXT, "region", "namespace", "job_id", "task_group")
                    .key(TIME, "window_start", "window_end")
                    .with(INTEGER, "active", "placed", "completed", "failed", "lost")
                    .with(REAL, "failure_rate")
                    .build();

    /**
     * One deployment: times in ms from its start; flags tell whether start and end are the server's
     * own.
     */
    public static final Table DEPLOYMENT_DURATION =
            Table.named("deployment_duration")
                    .key(TEXT, "deployment_id")
                    .with(TEXT, "region", "namespace", "job_id")
                    .with(INTEGER, "job_version")
                    .with(TEXT, "status")
                    .with(TIME, "started_at", "ended_at")
                    .with(INTEGER, "duration_ms", "paused_ms", "first_healthy_ms", "promoted_ms")
                    .with(INTEGER, "desired", "placed", "healthy", "unhealthy", "canaries")
                    .with(FLAG, "start_exact", "end_exact")
                    .build();

    /** How long the deployments of a job took that ended in a window. */
    public static final Table DEPLOYMENT_DURATION_STATS =
            Table.named("deployment_duration_stats")
                    .key(TEXT, "region", "namespace", "job_id", "status")
                    .key(TIME, "window_start", "window_end")
                    .with(INTEGER, "count", "p50_ms", "p95_ms", "p99_ms", "max_ms")
                    .build();

    /** Stretches of the stream without proof that nothing was lost. */
    public static final Table STREAM_GAP =
            Table.named("stream_gap")
                    .key(TEXT, "region", "namespace", "topic")
                    .key(INTEGER, "after_index")
                    .with(INTEGER, "before_index")
                    .with(TIME, "detected_at")
                    .with(TEXT, "cause")
                    .with(FLAG, "healed")
                    .build();

    public static final List<Table> ALL =
            List.of(
                    ALLOCATION_FAILURE_RATE,
                    DEPLOYMENT_DURATION,
                    DEPLOYMENT_DURATION_STATS,
                    STREAM_GAP);

    private Tables() {}
}
