package io.nomadflink.benchmarks.scale;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A figure at one size.
 *
 * @param deviation from the first point of its series, as a part of that
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Point(String size, double value, double deviation) {}
