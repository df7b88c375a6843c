package io.nomadflink.jobs.cli;

import io.nomadflink.jobs.capture.KafkaCapture;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.sink.KafkaTarget;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Option;

/** A capture in Kafka instead of a cluster. */
final class KafkaInput {
    @Option(
            names = "--from-kafka",
            paramLabel = "kafka://HOST:PORT/PREFIX",
            description = "Read what 'capture' keeps in Kafka instead of a cluster.")
    String spec;

    @Option(
            names = "--to-the-end",
            description = "With --from-kafka: read what is there now, and end.")
    boolean toTheEnd;

    boolean isGiven() {
        return spec != null;
    }

    void check() {
        if (toTheEnd && !isGiven()) {
            throw UserException.usage("--to-the-end needs --from-kafka");
        }
        if (isGiven() && !KafkaTarget.matches(spec)) {
            throw UserException.usage(
                    "--from-kafka " + Targets.shown(spec) + " is not kafka://HOST:PORT/PREFIX");
        }
        if (isGiven()) {
            Targets.parsed("--from-kafka", spec, this::target);
        }
    }

    private KafkaTarget target() {
        return KafkaTarget.parse(spec, Duration.ZERO);
    }

    DataStream<ClusterChange> read(
            StreamExecutionEnvironment env, Duration disorder, Duration window) {
        return KafkaCapture.read(env, target(), toTheEnd, disorder, window);
    }

    /** Without credentials, which such a specification cannot hold. */
    String describe() {
        return target().toString();
    }
}
