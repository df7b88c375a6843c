package io.nomadflink.benchmarks.pieces;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of this package. */
public final class Pieces {
    private Pieces() {}

    /**
     * @param regex of names such as {@code Lines.cut}
     * @param json where to write JMH's own format, or null
     */
    public static void run(String regex, boolean quick, Path json) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(quick ? 500 : 2_000);
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(Pieces.class.getPackageName() + ".*" + regex)
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .warmupIterations(quick ? 4 : 5)
                        .warmupTime(time)
                        .measurementIterations(quick ? 3 : 5)
                        .measurementTime(time)
                        .forks(1)
                        .shouldFailOnError(true)
                        .addProfiler(GCProfiler.class);
        if (json != null) {
            options.resultFormat(ResultFormatType.JSON).result(json.toString());
        }
        new Runner(options.build()).run();
    }
}
