package io.nomadflink.benchmarks.report;

import io.nomadflink.benchmarks.consumer.Pass;
import java.util.List;

/**
 * A way's passes.
 *
 * @param warmUps passes before these
 * @param warm whether the figure had settled by then
 */
public record Measured(String name, List<Pass> passes, int warmUps, boolean warm) {}
