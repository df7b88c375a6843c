package io.nomadflink.e2e.chaos;

import io.nomadflink.connector.client.BackfillDetail;
import io.nomadflink.connector.source.GapPolicy;
import io.nomadflink.connector.source.StartingPosition;
import io.nomadflink.simulator.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What one run is made of, all of it by the seed.
 *
 * @param buffer of the server, in transactions
 * @param rate lines per second
 * @param twoServers whether there is a follower to fail over to
 * @param hedged whether both are read at once
 */
record Setting(
        long seed,
        Profile profile,
        int buffer,
        double rate,
        boolean oneSplit,
        boolean twoServers,
        boolean tokens,
        Duration silentEof,
        int policy,
        int start,
        boolean hedged) {

    static Setting of(long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        boolean two = random.nextBoolean();
        return new Setting(
                seed,
                Profile.values()[(int) Math.floorMod(seed, Profile.values().length)],
                List.of(20, 60, 200, 1000).get(random.nextInt(4)),
                40 + random.nextInt(100),
                random.nextBoolean(),
                two,
                random.nextBoolean(),
                Duration.ofMillis(20 + random.nextInt(3000)),
                random.nextInt(3),
                random.nextInt(3),
                two && random.nextInt(3) == 0);
    }

    GapPolicy gapPolicy() {
        return switch (policy) {
            case 0 -> GapPolicy.report();
            case 1 -> GapPolicy.backfill();
            default -> GapPolicy.backfill(BackfillDetail.LISTED);
        };
    }

    /** The same to a cluster in which nothing has happened yet. */
    StartingPosition startingPosition() {
        return switch (start) {
            case 0 -> StartingPosition.earliest();
            case 1 -> StartingPosition.latest();
            default -> StartingPosition.snapshot();
        };
    }
}
