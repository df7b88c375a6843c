package io.nomadflink.benchmarks.soak;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a soak found.
 *
 * @param seconds from begin to end of the load
 * @param events that the cluster had meanwhile
 * @param differences how many groups, deployments or gaps are not what the cluster knows
 * @param firstDifference "" if there is none
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record SoakResult(
        double seconds,
        long events,
        int faults,
        int differences,
        String firstDifference,
        boolean flat,
        List<String> findings,
        List<SoakSample> samples) {

    boolean good() {
        return differences == 0 && flat;
    }
}
