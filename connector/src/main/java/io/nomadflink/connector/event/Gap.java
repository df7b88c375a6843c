package io.nomadflink.connector.event;

import java.io.Serializable;
import java.time.Instant;

/**
 * A stretch of the stream for which there is no proof that nothing was lost.
 *
 * @param region as configured, "" if not
 * @param namespace as subscribed; {@code *} for all
 * @param topics as subscribed, comma-separated
 * @param afterIndex the last index that is known to be complete
 * @param beforeIndex what is delivered again from here on
 * @param detectedAt when it was noticed
 * @param lastEventAt the time of the last event before the gap, or null
 * @param cause why the proof is missing
 * @param healed whether what changed and still exists was read from lists and delivered
 */
public record Gap(
        String region,
        String namespace,
        String topics,
        long afterIndex,
        long beforeIndex,
        Instant detectedAt,
        Instant lastEventAt,
        Cause cause,
        boolean healed)
        implements Serializable {

    /** The same gap, healed from lists. */
    public Gap asHealed() {
        return new Gap(
                region,
                namespace,
                topics,
                afterIndex,
                beforeIndex,
                detectedAt,
                lastEventAt,
                cause,
                true);
    }

    /** Why there is no proof. */
    public enum Cause {
        /** The server's buffer no longer holds the index. */
        DROPPED_FROM_BUFFER,
        /** The server restarted and its buffer begins later. */
        SERVER_RESTART,
        /** The server's state went back: a snapshot was restored or the cluster is another one. */
        SNAPSHOT_RESTORE,
        /** Events of a namespace were invisible for a while. */
        NAMESPACE,
        /** The token did not allow reading until the server's buffer no longer held the index. */
        AUTHORIZATION
    }
}
