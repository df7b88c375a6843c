package io.nomadflink.connector.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Reads a job's records as they come, so that none is waited for forever. */
final class Following implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<String> found = new LinkedBlockingQueue<>();
    private final CloseableIterator<String> records;
    private final Thread thread = new Thread(this::read, "following");
    private volatile Exception failure;

    private Following(CloseableIterator<String> records) {
        this.records = records;
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            while (records.hasNext()) {
                found.add(records.next());
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** So many, or fewer if no more come. */
    List<String> next(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            String word = found.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (word == null) {
                break;
            }
            taken.add(word);
        }
        return taken;
    }

    Exception failure() throws InterruptedException {
        thread.join(LIMIT.toMillis());
        return failure;
    }

    @Override
    public void close() throws Exception {
        records.close();
    }

    /** A job that only reads, and fails at the first failure. */
    static Following running(NomadSourceBuilder<String> source) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        return new Following(
                env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "nomad")
                        .executeAndCollect());
    }
}
