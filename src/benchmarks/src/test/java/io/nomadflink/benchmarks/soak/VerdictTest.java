package io.nomadflink.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void peaksAfterFaultsDoNotMatter() {
        assertThat(
                        Verdict.of(
                                samples(
                                        i ->
                                                sample(
                                                        i,
                                                        i % 9 == 0 ? 200 : 50 + i % 3,
                                                        80,
                                                        i % 9 == 0 ? 9_000 : 3))))
                .matches(Verdict::flat);
    }

    @Test
    void theBeginningDoesNotMatter() {
        assertThat(Verdict.of(samples(i -> sample(i, Math.min(50, 10 * i), 80, 3))))
                .matches(Verdict::flat);
    }

    @Test
    void memoryThatGrowsSlowlyIsFound() {
        Verdict verdict = Verdict.of(samples(i -> sample(i, 50 + i, 80, 3)));
        assertThat(verdict.flat()).isFalse();
        assertThat(verdict.findings())
                .filteredOn(f -> f.contains("NOT FLAT"))
                .singleElement()
                .matches(f -> f.startsWith("heap"));
    }

    @Test
    void threadsThatStayBehindAreFound() {
        assertThat(Verdict.of(samples(i -> sample(i, 50, 80 + i, 3))).findings())
                .anyMatch(f -> f.startsWith("threads") && f.contains("NOT FLAT"));
    }

    @Test
    void aLagThatDriftsIsFound() {
        assertThat(Verdict.of(samples(i -> sample(i, 50, 80, 20 * i))).findings())
                .anyMatch(f -> f.startsWith("lag") && f.contains("NOT FLAT"));
    }

    @Test
    void tooFewSamplesProveNothing() {
        assertThat(Verdict.of(samples(i -> sample(i, 1, 1, 1)).subList(0, 3)).flat()).isFalse();
    }

    @Test
    void samplesPassThroughAPipe() {
        SoakSample sample = sample(3, 50, 80, 7);
        assertThat(SoakSample.read(sample.written())).isEqualTo(sample);
    }

    private static List<SoakSample> samples(IntFunction<SoakSample> sample) {
        return IntStream.range(0, 60).mapToObj(sample).toList();
    }

    private static SoakSample sample(int i, int heap, int threads, int lag) {
        return new SoakSample(i, i * 10L, heap * 1_000_000L, 500_000_000, threads, lag, lag, 0);
    }
}
