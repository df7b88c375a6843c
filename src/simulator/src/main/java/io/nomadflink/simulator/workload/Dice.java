package io.nomadflink.simulator.workload;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** All chance of a workload, from one seed. */
final class Dice {

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    Duration between(Duration least, Duration most) {
        return least.plusNanos((long) (random.nextDouble() * most.minus(least).toNanos()));
    }

    Duration millis(int least, int most) {
        return between(Duration.ofMillis(least), Duration.ofMillis(most));
    }

    /** A waiting time of a process without memory. */
    Duration exponential(Duration mean) {
        double factor = -Math.log(1 - random.nextDouble());
        return Duration.ofNanos((long) (mean.toNanos() * factor));
    }

    <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
