package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Origin;
import java.util.List;

/**
 * What of a subscription is to be read from lists, at its start or to heal a gap. Reads nothing.
 */
final class BackfillPlan {
    private final NomadClient client;
    private final Subscription subscription;
    private final StreamOptions options;

    BackfillPlan(NomadClient client, Subscription subscription, StreamOptions options) {
        this.client = client;
        this.subscription = subscription;
        this.options = options;
    }

    /** Whether gaps are healed, not only reported. */
    boolean heals() {
        return options.healGaps();
    }

    /** All that exists as of an index; what happens above it comes with the stream. */
    Backfill existing(long index) {
        return backfill(subscription, Origin.SNAPSHOT, 0, index + 1, List.of());
    }

    /** All that exists as of the end of a gap. */
    Backfill existing(Break gap) {
        return backfill(subscription, Origin.SNAPSHOT, 0, gap.before(), gap.halves());
    }

    /**
     * What a gap in a namespace leaves out; null if gaps are only reported. After a restore of
     * older state, indexes of objects went back, so everything is read.
     */
    Backfill healing(Break found, String namespace) {
        if (!heals()) {
            return null;
        }
        boolean all = found.cause() == Gap.Cause.SNAPSHOT_RESTORE;
        return backfill(
                subscription.in(namespace),
                Origin.BACKFILL,
                all ? 0 : found.after(),
                found.before(),
                found.halves());
    }

    private Backfill backfill(
            Subscription wanted, Origin origin, long after, long before, List<HalfIndex> halves) {
        return new Backfill(
                client.lists(), wanted, options.detail(), origin, after, before, halves);
    }
}
