package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

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
        return fromAny(address, this::consistent, OptionalLong::isEmpty);
    }

    /**
     * The same of each table that can be read: some topics have none, and all topics at once have
     * some that do.
     */
    Map<Topic, Long> tables(String address) {
        return fromAny(address, asked -> tables(asked, false), Map::isEmpty);
    }

    private <T> T fromAny(String address, Function<String, T> read, Predicate<T> isEmpty) {
        T found = read.apply(address);
        for (String other : client.settings().addresses()) {
            if (isEmpty.test(found) && !other.equals(address)) {
                found = read.apply(other);
            }
        }
        return found;
    }

    /** Whether an address has not come as far as the cluster had. */
    boolean isBehind(String address, Map<Topic, Long> cluster) {
        if (cluster.isEmpty()) {
            return false;
        }
        Map<Topic, Long> own = tables(address, true);
        return cluster.entrySet().stream()
                .anyMatch(e -> own.getOrDefault(e.getKey(), Long.MAX_VALUE) < e.getValue());
    }

    private Map<Topic, Long> tables(String address, boolean stale) {
        try {
            return client.api().tableIndexes(address, subscription, stale);
        } catch (IOException e) {
            Daemons.ignored("reading the indexes of " + address, e);
            return Map.of();
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
