package io.nomadflink.jobs.capture;

import io.nomadflink.jobs.sink.FilesTarget;
import io.nomadflink.jobs.sink.HourBuckets;
import io.nomadflink.jobs.sink.KafkaTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where lines are kept: {@code kafka://…} or {@code files:…}. */
public final class CaptureSinks {
    /** The topic of the lines, after the prefix; they stand in its first partition, in order. */
    public static final String TOPIC = "events";

    private CaptureSinks() {}

    /**
     * @param name tells the sink from others of the job
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Sink<byte[]> of(String spec, Duration patience, String name) {
        if (KafkaTarget.matches(spec)) {
            KafkaTarget target = KafkaTarget.parse(exactlyOnceUnlessTold(spec), patience);
            return target.sink(new Records(target.topic(TOPIC)), name);
        }
        if (FilesTarget.matches(spec) && !spec.contains("?")) {
            return FilesTarget.parse(spec, patience)
                    .sink("", ".ndjson", new Lines(), HourBuckets.ofWriting());
        }
        throw new IllegalArgumentException(
                "a capture goes to kafka://HOST:PORT/PREFIX or files:DIR");
    }

    /** Repeated lines would have to be left out by all who read. */
    private static String exactlyOnceUnlessTold(String spec) {
        return spec.contains("exactly-once")
                ? spec
                : spec + (spec.contains("?") ? "&" : "?") + "exactly-once=true";
    }

    private record Records(String topic) implements KafkaRecordSerializationSchema<byte[]> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                byte[] line, KafkaSinkContext context, Long time) {
            return new ProducerRecord<>(topic, 0, null, null, line);
        }
    }

    private static final class Lines implements Encoder<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public void encode(byte[] line, OutputStream out) throws IOException {
            out.write(line);
            out.write('\n');
        }
    }
}
