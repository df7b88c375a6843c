package io.nomadflink.benchmarks.soak;

import io.nomadflink.benchmarks.Progress;
import io.nomadflink.benchmarks.Setting;
import io.nomadflink.benchmarks.report.Curve;
import io.nomadflink.benchmarks.report.CurvePicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A soak, told on standard output, as JSON and as a picture. */
public final class SoakReport {
    private SoakReport() {}

    /**
     * @param picture where to draw it, or null
     * @return whether everything was as it should be
     */
    public static boolean run(Setting setting, Duration duration, double rate, Path picture)
            throws IOException, InterruptedException {
        System.out.printf(
                "both jobs into SQLite, checkpoints each second, %,.0f events/s for %.0f s, faults now and then%n",
                rate, duration.toMillis() / 1e3);
        SoakResult result =
                new Soak(
                                duration,
                                rate,
                                setting.recording(),
                                setting.scratch("soak"),
                                new Progress(System.err))
                        .run();
        System.out.printf(
                Locale.ROOT,
                "%,d events in %.0f s, %,.0f events/s, %d faults%n",
                result.events(),
                result.seconds(),
                result.events() / result.seconds(),
                result.faults());
        result.findings().forEach(System.out::println);
        System.out.println(
                result.differences() == 0
                        ? "results: as the simulated cluster knows them, no gap"
                        : "results: "
                                + result.differences()
                                + " are wrong, such as "
                                + result.firstDifference());
        System.out.println(result.flat() ? "verdict: flat" : "verdict: NOT flat");
        setting.writeJson(Map.of("soak", result));
        if (picture != null) {
            Files.writeString(picture, picture(result.samples(), rate));
        }
        return result.good();
    }

    private static String picture(List<SoakSample> samples, double rate) {
        return CurvePicture.of(
                String.format(Locale.ROOT, "Soak at %,.0f events/s, with faults", rate),
                List.of(
                        curve("heap after GC, MB", samples, s -> s.heapBytes() / 1e6),
                        curve("resident, MB", samples, s -> s.rssBytes() / 1e6),
                        curve("lag, ms", samples, SoakSample::lagMs),
                        curve("threads", samples, SoakSample::threads)));
    }

    private static Curve curve(
            String name, List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        return new Curve(
                name,
                samples.stream().mapToDouble(SoakSample::seconds).toArray(),
                samples.stream().mapToDouble(value).toArray());
    }
}
