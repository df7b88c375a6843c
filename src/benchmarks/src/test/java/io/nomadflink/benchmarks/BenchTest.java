package io.nomadflink.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

    @Test
    void helpNamesEveryMeasurement() {
        StringWriter out = new StringWriter();
        Bench.commandLine().setOut(new PrintWriter(out, true)).execute("--help");
        assertThat(out.toString())
                .contains(
                        "--quick", "--json", "--c2m", "--latency", "--soak", "--scale", "--pieces");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--soak=soon",
                "--soak=40s --latency",
                "--corpus=tiny",
                "--runs=many",
                "--only=teleport",
                "--frobnicate"
            })
    void wrongUsageIsRefused(String arguments) {
        StringWriter err = new StringWriter();
        int status =
                Bench.commandLine()
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments.split(" "));
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).isNotEmpty();
    }
}
