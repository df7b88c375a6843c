package io.nomadflink.connector.source;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What happens when a cluster's index began again below what had been read: it was rebuilt, or is
 * another one.
 */
@PublicEvolving
public enum IndexReset {
    /** The job fails and says so. */
    FAIL,
    /** A gap is reported and the new cluster is read from its start. */
    RESTART
}
