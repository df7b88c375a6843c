-- Deployments that have not ended, oldest first.
-- Runs on SQLite and PostgreSQL.
SELECT deployment_id,
       namespace,
       job_id,
       job_version,
       status,
       started_at,
       healthy,
       unhealthy,
       placed,
       desired
FROM deployment_duration
WHERE ended_at IS NULL
ORDER BY started_at, deployment_id;
