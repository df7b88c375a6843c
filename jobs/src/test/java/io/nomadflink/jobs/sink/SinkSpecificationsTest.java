package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkSpecificationsTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka://broker/p|HOST:PORT",
                "kafka://user:pw@broker:9092/p|HOST:PORT",
                "kafka://a:1,b:2|prefix",
                "kafka://a:1/with space|prefix",
                "kafka://a:1/p?exactly-once=perhaps|true nor false",
                "kafka://a:1/p?password=x|unknown option 'password'",
                "kafka://a:1/p?properties=/no/such|cannot be read",
                "files:out?format=csv|jsonl nor parquet",
                "files:out?format=parquet|nomad-flink-parquet.jar",
                "webhook:ftp://host/x|http",
                "webhook:https://user:pw@host/x|password",
                "webhook:https://|no valid URL"
            })
    void whatIsWrongIsNamed(String spec, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> use(ResultSinks.of(spec)))
                .withMessageContaining(said)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pw@"));
    }

    private static void use(ResultSink sink) {
        if (sink instanceof KafkaResultSink kafka) {
            kafka.target().client();
        } else if (sink instanceof FilesResultSink files) {
            ParquetFiles.sink(files.target(), Tables.STREAM_GAP, HourBuckets.ofWriting());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kafka://a:1/p?exactly-once=true,kafka://a:1/p",
        "webhook:https://host/secret/path?token=x,webhook:https://host",
        "webhook:https://host:8443/secret,webhook:https://host:8443",
        "files:s3://bucket/x,files:s3://bucket/x"
    })
    void descriptionsHoldNoSecrets(String spec, String described) {
        assertThat(ResultSinks.of(spec).describe()).isEqualTo(described);
    }

    /** Flink's UI and log show names and descriptions of operators. */
    @Test
    void theJobsPlanShowsNoPathOfAWebhook() throws Exception {
        RecordedRun run =
                RecordedRun.into(ResultSinks.of("webhook:https://host/s3cret/path?token=s3cret"));
        assertThat(run.environment().getExecutionPlan())
                .contains("webhook:https://host")
                .doesNotContain("s3cret");
    }

    @Test
    void filesAreNamedAbsolutely() {
        KafkaTarget kafka =
                KafkaTarget.parse(
                        "kafka://a:1/p?properties=client.properties", ResultSinks.DEFAULT_PATIENCE);
        assertThat(kafka.properties())
                .isEqualTo(Path.of("client.properties").toAbsolutePath().toString());
        assertThat(ResultSinks.of("webhook:@hook").describe())
                .isEqualTo("webhook:@" + Path.of("hook").toAbsolutePath());
    }

    @Test
    void propertiesOfTheUserWinButForWhatGuaranteesRestOn() throws Exception {
        Path file = directory.resolve("client.properties");
        Files.writeString(
                file,
                "compression.type=zstd\nlinger.ms=5\nmax.request.size=1\ndelivery.timeout.ms=1\n"
                        + "transaction.timeout.ms=1\nenable.idempotence=false\nbootstrap.servers=b:2\n");
        Properties producer =
                KafkaTarget.parse("kafka://a:1/p?properties=" + file, ResultSinks.DEFAULT_PATIENCE)
                        .producer();
        for (String name :
                List.of(
                        "compression.type",
                        "linger.ms",
                        "max.request.size",
                        "delivery.timeout.ms",
                        "transaction.timeout.ms")) {
            assertThat(producer).containsEntry(name, "${file:" + file + ":" + name + "}");
        }
        assertThat(producer)
                .containsEntry("bootstrap.servers", "a:1")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("max.block.ms", "300000");
    }

    @Test
    void valuesOfKafkaPropertiesAreLeftInTheirFile() throws Exception {
        Path file = directory.resolve("client.properties");
        Files.writeString(file, "sasl.jaas.config=s3cret\n");
        assertThat(
                        KafkaTarget.parse(
                                        "kafka://a:1/p?properties=" + file,
                                        ResultSinks.DEFAULT_PATIENCE)
                                .client())
                .containsEntry("sasl.jaas.config", "${file:" + file + ":sasl.jaas.config}")
                .doesNotContainValue("s3cret");
    }
}
