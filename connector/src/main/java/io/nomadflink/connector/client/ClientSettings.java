package io.nomadflink.connector.client;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How to reach Nomad and how long to wait for it. Holds no secret.
 *
 * @param addresses addresses of agents, {@code http://host:4646}, {@code https://host:4646} or
 *     {@code unix:///path}
 * @param access token, password and certificates, where they are found
 * @param idleTimeout a stream without any byte for so long is dead; above Nomad's heartbeat of 30 s
 * @param openTimeout for the head and the first heartbeat of a stream
 * @param requestTimeout for one list or probe
 * @param startTimeout a subscription that never opened within it fails
 * @param authorizationGrace a subscription refused for so long after it had worked fails
 * @param queueBytes bound of a subscription's queue; a single larger line passes
 * @param maxLineBytes a longer line is an error
 * @param stallTimeout a queue full for so long makes the client disconnect on purpose; below
 *     Nomad's write deadline of 40 s
 * @param minBackoff first pause before reconnecting
 * @param maxBackoff largest pause
 * @param namespaceInterval how often a {@code *} subscription looks for new namespaces
 * @param freshnessInterval how often a quiet stream's server is compared with its cluster
 * @param hedge whether each subscription is read from two servers at once
 * @param spool where lines go that do not fit into the queue, or null if they wait in Nomad
 */
public record ClientSettings(
        List<String> addresses,
        Access access,
        Duration idleTimeout,
        Duration openTimeout,
        Duration requestTimeout,
        Duration startTimeout,
        Duration authorizationGrace,
        long queueBytes,
        int maxLineBytes,
        Duration stallTimeout,
        Duration minBackoff,
        Duration maxBackoff,
        Duration namespaceInterval,
        Duration freshnessInterval,
        boolean hedge,
        SpoolSettings spool)
        implements Serializable {

    public ClientSettings {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "setAddresses needs at least one Nomad address, as http://127.0.0.1:4646");
        }
        addresses = List.copyOf(addresses.stream().map(AgentAddress::checked).toList());
        if (hedge && addresses.stream().distinct().count() < 2) {
            throw new IllegalArgumentException(
                    "nomad.hedge reads from two servers at once: give at least two Nomad"
                            + " addresses, not "
                            + addresses);
        }
    }

    /** How much of the queue's bound is handed over at once. */
    long batchBytes() {
        return Math.max(1, queueBytes / 8);
    }
}
