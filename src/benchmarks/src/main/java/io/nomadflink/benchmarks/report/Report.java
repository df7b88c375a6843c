package io.nomadflink.benchmarks.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What is written as JSON.
 *
 * @param machine processors, memory, Java
 * @param pinning which process ran where
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Report(
        String machine,
        String java,
        String versions,
        String pinning,
        List<String> consumerOptions,
        List<Result> results) {}
