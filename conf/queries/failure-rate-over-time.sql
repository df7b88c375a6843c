-- The failure rate of all jobs together, window by window, newest first.
-- Runs on SQLite and PostgreSQL.
SELECT window_start,
       window_end,
       SUM(active) AS active,
       SUM(failed) AS failed,
       SUM(lost) AS lost,
       ROUND(100.0 * SUM(failed) / NULLIF(SUM(active), 0), 1) AS failed_percent
FROM allocation_failure_rate
GROUP BY window_start, window_end
ORDER BY window_start DESC
LIMIT 60;
