-- Stretches of the stream without proof that nothing was lost: results around them may be too low.
-- Runs on SQLite and PostgreSQL.
SELECT detected_at,
       namespace,
       topic,
       after_index,
       before_index,
       cause,
       healed
FROM stream_gap
ORDER BY detected_at DESC, after_index DESC;
