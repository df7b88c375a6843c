package io.nomadflink.connector.client;

import java.io.Serializable;

/**
 * What a subscription does where the stream alone is not enough.
 *
 * @param healGaps whether gaps come with a {@link Backfill}
 * @param detail how much of each object snapshots and backfills read
 * @param restartOnIndexReset whether a cluster whose index began again is read from its start,
 *     after a gap, instead of failing
 */
public record StreamOptions(boolean healGaps, BackfillDetail detail, boolean restartOnIndexReset)
        implements Serializable {

    /** Gaps are reported, and an index that begins again is an error. */
    public static final StreamOptions REPORT = new StreamOptions(false, BackfillDetail.FULL, false);
}
