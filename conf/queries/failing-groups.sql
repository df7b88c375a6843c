-- Task groups that fail most, worst first.
-- Runs on SQLite and PostgreSQL. failed and placed add up over windows that do not overlap.
SELECT namespace,
       job_id,
       task_group,
       SUM(failed) AS failed,
       SUM(placed) AS placed,
       ROUND(100.0 * SUM(failed) / NULLIF(SUM(placed), 0), 1) AS failed_per_100_placed,
       MAX(window_end) AS last_seen
FROM allocation_failure_rate
GROUP BY namespace, job_id, task_group
HAVING SUM(failed) > 0
ORDER BY failed DESC, namespace, job_id, task_group
LIMIT 20;
