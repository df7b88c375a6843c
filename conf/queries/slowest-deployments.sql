-- Deployments that took longest, with the time to the first healthy allocation and the time spent paused.
-- Runs on SQLite and PostgreSQL.
SELECT deployment_id,
       namespace,
       job_id,
       job_version,
       status,
       started_at,
       duration_ms / 1000.0 AS seconds,
       first_healthy_ms / 1000.0 AS first_healthy_seconds,
       paused_ms / 1000.0 AS paused_seconds
FROM deployment_duration
WHERE duration_ms IS NOT NULL
ORDER BY duration_ms DESC, deployment_id
LIMIT 20;
