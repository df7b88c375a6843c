package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.types.CompactTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What one event means to the jobs. */
public sealed interface ClusterChange permits JobChange, GapFound, Malformed {
    TypeInformation<ClusterChange> TYPE =
            new CompactTypeInfo<>(ClusterChange.class, new ClusterChangeSerializer());

    /** Nomad's raft index. */
    long index();

    /** When it happened, ms since the epoch. */
    long time();

    Origin origin();
}
