-- Task groups that fail most, worst first.
-- Runs on SQLite and PostgreSQL. With --slide windows overlap: failed and placed then count everything once for each
-- window it lies in, window / slide times; their ratio and the order stay as they are.
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
