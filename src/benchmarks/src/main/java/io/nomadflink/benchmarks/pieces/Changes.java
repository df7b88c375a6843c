package io.nomadflink.benchmarks.pieces;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.RecordOutput;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.change.ClusterChangeDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the jobs' changes cost: to be made of frames, to be written, to be read. */
@State(Scope.Benchmark)
@OperationsPerInvocation(Recorded.LINES)
public class Changes {
    private final ClusterChangeDeserializer deserializer = new ClusterChangeDeserializer();
    private final TypeSerializer<ClusterChange> serializer =
            ClusterChange.TYPE.createSerializer(new SerializerConfigImpl());
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 20);
    private List<Frame> frames;
    private List<ClusterChange> changes;
    private byte[] written;

    /** Nothing is known of what was before. */
    private static final FrameContext CONTEXT =
            new FrameContext() {
                @Override
                public long largestTimeBefore(Topic topic) {
                    return 0;
                }

                @Override
                public long arrivalNanos() {
                    return 1_795_000_000_000_000_000L;
                }
            };

    @Setup
    public void prepare() throws IOException {
        frames = Recorded.frames();
        changes = made();
        Recorded.check(changes.size() > frames.size() / 2, "changes of the frames");
        Recorded.check(write() > changes.size() * 10, "bytes");
        written = out.getCopyOfBuffer();
        Recorded.check(read().equals(changes), "changes written and read again");
    }

    @Benchmark
    public List<ClusterChange> made() throws IOException {
        List<ClusterChange> found = new ArrayList<>();
        RecordOutput<ClusterChange> output =
                new RecordOutput<>() {
                    @Override
                    public void collect(ClusterChange change) {
                        found.add(change);
                    }

                    @Override
                    public void collect(ClusterChange change, long timestamp) {
                        found.add(change);
                    }
                };
        for (Frame frame : frames) {
            deserializer.deserialize(frame, CONTEXT, output);
        }
        return found;
    }

    /** How many bytes. */
    @Benchmark
    public int write() throws IOException {
        out.clear();
        for (ClusterChange change : changes) {
            serializer.serialize(change, out);
        }
        return out.length();
    }

    @Benchmark
    public List<ClusterChange> read() throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(written);
        List<ClusterChange> found = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            found.add(serializer.deserialize(in));
        }
        return found;
    }
}
