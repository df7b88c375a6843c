package io.nomadflink.benchmarks.report;

/**
 * A figure over time.
 *
 * @param seconds growing
 * @param values one for each moment
 */
public record Curve(String name, double[] seconds, double[] values) {}
