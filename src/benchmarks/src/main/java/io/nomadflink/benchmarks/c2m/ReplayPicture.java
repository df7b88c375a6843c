package io.nomadflink.benchmarks.c2m;

import io.nomadflink.benchmarks.report.Curve;
import io.nomadflink.benchmarks.report.CurvePicture;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Events per second, what is left to do, and memory over time, in SVG. */
final class ReplayPicture {
    private ReplayPicture() {}

    static String of(List<Sample> samples, long events, String title) {
        return CurvePicture.of(
                title,
                List.of(
                        curve("events/s", samples, i -> rate(samples, i)),
                        curve("events behind", samples, i -> events - samples.get(i).events()),
                        curve("resident MB", samples, i -> samples.get(i).rss() / 1e6)));
    }

    private static Curve curve(String name, List<Sample> samples, IntToDoubleFunction value) {
        return new Curve(
                name,
                samples.stream().mapToDouble(Sample::seconds).toArray(),
                IntStream.range(0, samples.size()).mapToDouble(value).toArray());
    }

    private static double rate(List<Sample> samples, int i) {
        if (i == 0) {
            return 0;
        }
        Sample now = samples.get(i);
        Sample before = samples.get(Math.max(0, i - 4));
        return (now.events() - before.events()) / (now.seconds() - before.seconds());
    }
}
