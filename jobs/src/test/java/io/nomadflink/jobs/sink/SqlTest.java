package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SqlTest {
    @Test
    void anUpsertReplacesAllButTheKey() {
        assertThat(Sql.upsert(Tables.STREAM_GAP))
                .isEqualTo(
                        "INSERT INTO stream_gap (region, namespace, topic, after_index, before_index, detected_at, cause,"
                                + " healed) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (region, namespace, topic,"
                                + " after_index) DO UPDATE SET before_index = excluded.before_index, detected_at ="
                                + " excluded.detected_at, cause = excluded.cause, healed = excluded.healed");
    }

    @Test
    void tablesAreMadeWithTheTypesOfTheDatabase() {
        assertThat(Sql.createTable(Tables.STREAM_GAP, Dialect.POSTGRESQL))
                .isEqualTo(
                        "CREATE TABLE IF NOT EXISTS stream_gap (region text NOT NULL, namespace text NOT NULL, topic text"
                                + " NOT NULL, after_index bigint NOT NULL, before_index bigint, detected_at timestamptz,"
                                + " cause text, healed boolean, PRIMARY KEY (region, namespace, topic, after_index))");
        assertThat(Sql.createTable(Tables.STREAM_GAP, Dialect.SQLITE))
                .contains("after_index INTEGER NOT NULL", "detected_at TEXT", "healed INTEGER");
    }

    @Test
    void timesAsTextAreUtcAndSortLikeTimes() {
        assertThat(Dialect.TEXT_TIME.format(Instant.parse("2026-03-29T02:30:00.007Z")))
                .isEqualTo("2026-03-29 02:30:00.007");
    }

    @Test
    void aRowMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tables.STREAM_GAP.row("eu"))
                .withMessage("stream_gap has 8 columns, not 1");
    }

    @Test
    void theKeyTellsRowsApart() {
        assertThat(Tables.ALLOCATION_FAILURE_RATE.key())
                .containsExactly(
                        "region",
                        "namespace",
                        "job_id",
                        "task_group",
                        "window_start",
                        "window_end");
        assertThat(Tables.DEPLOYMENT_DURATION.key()).containsExactly("deployment_id");
        assertThat(Tables.DEPLOYMENT_DURATION_STATS.key())
                .containsExactly(
                        "region", "namespace", "job_id", "status", "window_start", "window_end");
    }
}
