package io.nomadflink.jobs.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka sink that can be closed whatever the state of the brokers: the connector's writer throws
 * what it has failed with once more when it is closed, which Flink takes for fatal and ends the
 * TaskManager.
 */
record SafeKafkaSink<T>(KafkaSink<T> inner)
        implements Sink<T>,
                SupportsWriterState<T, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(SafeKafkaSink.class);

    @Override
    public SafeWriter<T> createWriter(WriterInitContext context) throws IOException {
        Sink<T> sink = inner;
        return safe(sink.createWriter(context));
    }

    @Override
    public SafeWriter<T> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
        SupportsWriterState<T, KafkaWriterState> sink = inner;
        return safe(sink.restoreWriter(context, state));
    }

    /** The connector's writer, whose class is not public. */
    @SuppressWarnings("unchecked")
    private static <T> SafeWriter<T> safe(SinkWriter<T> writer) {
        return new SafeWriter<>(
                writer,
                (StatefulSinkWriter<T, KafkaWriterState>) writer,
                (CommittingSinkWriter<T, KafkaCommittable>) writer);
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return inner.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return inner.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return inner.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(
            DataStream<CommittableMessage<KafkaCommittable>> committables) {
        inner.addPostCommitTopology(committables);
    }

    /** Throws while it writes, never when it is closed. */
    record SafeWriter<T>(
            SinkWriter<T> inner,
            StatefulSinkWriter<T, KafkaWriterState> stateful,
            CommittingSinkWriter<T, KafkaCommittable> committing)
            implements StatefulSinkWriter<T, KafkaWriterState>,
                    CommittingSinkWriter<T, KafkaCommittable> {

        @Override
        public void write(T element, Context context) throws IOException, InterruptedException {
            inner.write(element, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            inner.flush(endOfInput);
        }

        @Override
        public Collection<KafkaCommittable> prepareCommit()
                throws IOException, InterruptedException {
            return committing.prepareCommit();
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
            return stateful.snapshotState(checkpointId);
        }

        @Override
        public void close() {
            try {
                inner.close();
            } catch (Exception e) {
                LOG.debug("Closing a writer failed", e);
            }
        }
    }
}
