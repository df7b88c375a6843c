package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage ends with status 2 and one line that names option and value. */
class WrongUsageTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    run --wndow=1m                          | --wndow
                    run --window 10                         | --window, '10', duration
                    run --window 99999999999999999999d      | --window, '99999999999999999999d', duration
                    run --window 0s                         | --window 0s
                    run --window 1m --slide 2m              | --slide 2m, --window 1m
                    run --retention 0s                      | --retention 0s
                    run --job none                          | --job, 'none', failure-rate
                    run --parallelism many                  | --parallelism, 'many'
                    run --parallelism 0                     | --parallelism 0
                    run --parallelism 129                   | --parallelism 129, 128
                    run --checkpoint-interval 1ms           | --checkpoint-interval 1ms
                    run --from yesterday                    | --from, 'yesterday', earliest
                    run --from index:0                      | --from, 'index:0'
                    run --sink mysql:here                   | --sink, mysql:here
                    run --sink sqlite:no/such/dir/a.db      | --sink sqlite:no/such/dir/a.db, directory
                    run --address cluster                   | --address, 'cluster', http://
                    run --address ftp://cluster:4646        | --address, 'ftp://cluster:4646'
                    run --hedge --address http://a:1        | --hedge, two, --address
                    run --spool-dir pom.xml                 | --spool-dir pom.xml, directory
                    run --spool-dir a --spool-bytes much    | --spool-bytes, 'much', 10g
                    run --queue-size much                   | --queue-size, 'much', 10g
                    run --event-buffer-size 0               | --event-buffer-size 0
                    run --target-outage 0s                  | --target-outage 0s
                    capture --to files:a --target-outage 0s | --target-outage 0s
                    run --ca-cert no/such/ca                | --ca-cert no/such/ca
                    run --ca-path no/such/dir               | --ca-path no/such/dir
                    run --client-cert pom.xml               | --client-cert, --client-key
                    record --out a --from snapshot          | --from snapshot
                    run --token-file no/such/token          | --token-file no/such/token
                    run --password-file no/such/password    | --password-file no/such/password
                    run --replay no/such/file               | --replay no/such/file
                    run --replay a --from earliest          | --from, cluster
                    run --from-kafka nowhere                | --from-kafka nowhere, kafka://HOST:PORT
                    run --from-kafka kafka://x/p            | --from-kafka kafka://x/p, HOST:PORT
                    run --from-kafka kafka://x:1/           | --from-kafka kafka://x:1/, prefix
                    run --sink-patience 0s                  | --sink-patience 0s
                    run --spool-bytes 2g                    | --spool-bytes, --spool-dir
                    run --replay a --simulate               | --replay, --simulate
                    run --replay a --address http://b:1     | --replay, --address
                    run --config no/such/config.yaml        | --config no/such/config.yaml
                    record                                  | --out
                    record --out a --topic Jobs             | --topic Jobs, Job
                    record --out a --namespace b,c          | --namespace b,c
                    record --out a --topic Job:a:b          | a:b
                    capture                                 | --to
                    capture --to nowhere                    | --to nowhere, files:DIR
                    capture --to kafka://x/p                | --to kafka://x/p, HOST:PORT
                    capture --to files:a --topic Alocation  | --topic Alocation, Allocation
                    capture --to files:a --sink-patience 0s | --sink-patience 0s
                    capture --to files:a --parallelism 2    | --parallelism
                    capture --to files:a --replay b --topic Job   | --topic, cluster
                    capture --to files:a --replay b --from latest | --from, cluster
                    simulate --speed 2                      | --speed, --recording
                    simulate --now                          | --now, --recording
                    simulate --recording pom.xml --seed 2   | --seed, --recording
                    simulate --recording pom.xml --rate 2   | --rate, --recording
                    simulate --profile 3.0                  | --profile, '3.0', 2.0
                    simulate --port 70000                   | --port 70000
                    simulate --rate 0                       | --rate 0
                    simulate --recording no/such/file       | --recording no/such/file
                    simulate --token-file no/such/token     | --token-file no/such/token
                    demo --window 0s                        | --window 0s
                    demo --database no/such/dir/a.db        | --database no/such/dir/a.db
                    bench --quick                           | bench, source tree
                    frobnicate                              | frobnicate
                    """)
    void isToldInOneLine(String command, String named) {
        Cli result = Cli.run(command.split(" +"));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).as(result.err()).hasSize(1);
        assertThat(result.err()).contains(List.of(named.split(", "))).contains("--help'");
        assertThat(result.err()).doesNotContain("Exception").doesNotContain("PT");
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --from-kafka kafka://u:s3cret@x:1/p",
                "run --from-kafka kafka://u:s3cret?@x/p",
                "run --from-kafka kafka://x:1/p?password=s3cret",
                "capture --to kafka://u:s3cret@x:1/p",
                "capture --to u:s3cret@x"
            })
    void credentialsAreNotRepeated(String command) {
        Cli result = Cli.run(command.split(" "));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).doesNotContain("s3cret");
    }

    @Test
    void withoutCommand() {
        assertThat(Cli.run().status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    windows: 1m                | unknown key 'windows'
                    'window: {size: 1m}'       | 'window' must be a value or a list
                    - window                   | must hold lines such as
                    'window: [1m'              | is no YAML
                    window: soon               | --window
                    config: other.yaml         | unknown key 'config'
                    help: true                 | unknown key 'help'
                    """)
    void wrongConfigurationIsToldInOneLine(String content, String named) throws Exception {
        Path file = Files.writeString(directory.resolve("jobs.yaml"), content);

        Cli result = Cli.run("run", "--config", file.toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).as(result.err()).hasSize(1);
        assertThat(result.err()).contains(named).doesNotContain("Exception");
    }

    @Test
    void aKeyTwiceIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("jobs.yaml"), "slide: 1s\nslide: 2s\n");

        Cli result = Cli.run("run", "--config=" + file);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("slide").contains("line 2");
    }

    @ParameterizedTest
    @CsvSource({"run", "demo", "simulate", "record", "capture"})
    void everyCommandHelps(String command) {
        Cli result = Cli.run(command, "--help");

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("Usage: nomad-flink " + command);
        assertThat(Cli.run("--help").out()).contains(command);
    }
}
