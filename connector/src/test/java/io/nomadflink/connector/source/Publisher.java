package io.nomadflink.connector.source;

import io.nomadflink.connector.Simulated;
import io.nomadflink.simulator.NomadSimulator;

/** Publishes numbered events of three topics in frames of two, some frames sharing an index. */
final class Publisher {
    private final NomadSimulator server;
    private long index;
    private int published;

    Publisher(NomadSimulator server) {
        this.server = server;
    }

    /** How many events there are so far. */
    int published() {
        return published;
    }

    void frames(int count) {
        for (int i = 0; i < count; i++) {
            index += i % 4 == 0 ? 0 : 1 + i % 3;
            index = Math.max(1, index);
            switch (i % 3) {
                case 0 ->
                        server.publish(
                                index,
                                Simulated.allocation(next(), index),
                                Simulated.evaluation(next(), index, 0));
                case 1 ->
                        server.publish(
                                index,
                                Simulated.evaluation(next(), index, 0),
                                Simulated.node(next(), index));
                default ->
                        server.publish(
                                index,
                                Simulated.node(next(), index),
                                Simulated.allocation(next(), index));
            }
        }
    }

    private String next() {
        return "e" + ++published;
    }
}
