-- Percentiles of deployment durations, window by window, newest first.
-- Runs on SQLite and PostgreSQL.
SELECT window_start,
       window_end,
       namespace,
       job_id,
       status,
       count,
       p50_ms / 1000.0 AS p50_seconds,
       p95_ms / 1000.0 AS p95_seconds,
       p99_ms / 1000.0 AS p99_seconds,
       max_ms / 1000.0 AS max_seconds
FROM deployment_duration_stats
ORDER BY window_start DESC, namespace, job_id, status
LIMIT 60;
