package io.nomadflink.connector.client;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Tells a quiet server from one that lags or is cut off from its cluster: both send heartbeats.
 * Compares the table indexes of the server's own state with those that a consistent read gives.
 */
final class FreshnessCheck {
    private final NomadClient client;
    private final Subscription subscription;

    FreshnessCheck(NomadClient client, Subscription subscription) {
        this.client = client;
        this.subscription = subscription;
    }

    /** What the cluster has, as this address or else another one tells; empty if none can. */
    OptionalLong cluster(String address) {
        OptionalLong index = consistent(address);
        for (String other : client.settings().addresses()) {
            if (index.isEmpty() && !other.equals(address)) {
                index = consistent(other);
            }
        }
        return index;
    }

    /** Whether an address has not come as far as the cluster had. */
    boolean isBehind(String address, OptionalLong cluster) {
        if (cluster.isEmpty()) {
            return false;
        }
        try {
            OptionalLong own = client.api().staleTableIndex(address, subscription);
            return own.isPresent() && own.getAsLong() < cluster.getAsLong();
        } catch (IOException e) {
            Daemons.ignored("reading the indexes of " + address, e);
            return false;
        }
    }

    /** Whether an address says of its cluster that it has no leader: nothing is written then. */
    boolean isLeaderless(String address) {
        try {
            NomadResponse leader = client.http().get(address, "/v1/status/leader?stale");
            return leader.ok() && NomadApi.json(leader).asText().isEmpty();
        } catch (IOException e) {
            Daemons.ignored("asking " + address + " for its leader", e);
            return false;
        }
    }

    private OptionalLong consistent(String address) {
        try {
            return client.api().tableIndex(address, subscription);
        } catch (IOException e) {
            Daemons.ignored("reading the indexes of " + address, e);
            return OptionalLong.empty();
        }
    }
}
