package io.nomadflink.jobs.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.pipeline.ResultOptions;
import io.nomadflink.jobs.pipeline.ResultPipelines;
import io.nomadflink.jobs.testing.Changes;
import io.nomadflink.jobs.testing.MemorySink;
import io.nomadflink.jobs.testing.Pipelines;
import io.nomadflink.jobs.testing.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;

/** The jobs over a recording into several sinks at once, one of them in memory to compare with. */
final class RecordedRun {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Recording RECORDING = Recording.of("2.0.5-acl");
    private static final List<ClusterChange> CHANGES = Changes.of(RECORDING.frames());

    private final MemorySink memory = new MemorySink();
    private final StreamExecutionEnvironment environment;

    private RecordedRun(Configuration configuration, RateLimiterStrategy<?> rate, ResultSink sink) {
        environment = Pipelines.environment(2, configuration);
        ResultPipelines.add(
                Pipelines.stream(environment, CHANGES, rate),
                ResultOptions.to(memory, sink).withWindow(Duration.ofSeconds(10)));
    }

    /** As fast as possible. */
    static RecordedRun into(ResultSink sink) {
        return new RecordedRun(new Configuration(), RateLimiterStrategy.noOp(), sink);
    }

    /** A part with each checkpoint, for things to happen in between. */
    static RecordedRun slowlyInto(ResultSink sink, int restarts) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        return new RecordedRun(
                configuration, RateLimiterStrategy.perCheckpoint(CHANGES.size() / 8), sink);
    }

    JobClient start() throws Exception {
        return environment.executeAsync();
    }

    void finish() throws Exception {
        start().getJobExecutionResult().get();
    }

    StreamExecutionEnvironment environment() {
        return environment;
    }

    /** The rows of a table as JSON, by their keys as JSON. */
    Map<JsonNode, JsonNode> expected(Table table) throws IOException {
        RowJson json = new RowJson(table);
        Map<JsonNode, JsonNode> rows = new HashMap<>();
        for (Row row : memory.rows(table)) {
            rows.put(JSON.readTree(json.key(row)), JSON.readTree(json.value(row)));
        }
        return rows;
    }
}
