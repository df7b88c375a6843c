-- How the deployments of each job ended, and how long those took that succeeded.
-- Runs on SQLite and PostgreSQL.
SELECT namespace,
       job_id,
       COUNT(*) AS deployments,
       SUM(CASE WHEN status = 'successful' THEN 1 ELSE 0 END) AS successful,
       SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS failed,
       SUM(CASE WHEN status = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
       ROUND(AVG(CASE WHEN status = 'successful' THEN duration_ms END) / 1000.0, 1) AS mean_seconds,
       MAX(CASE WHEN status = 'successful' THEN duration_ms END) / 1000.0 AS longest_seconds
FROM deployment_duration
GROUP BY namespace, job_id
ORDER BY failed DESC, deployments DESC, namespace, job_id;
