package io.nomadflink.connector.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** The two connections of a hedge, of which the second may be made later. */
final class HedgeLegs {

    /** Makes one of the two connections. */
    interface Connections {
        Intake connect(int number, Start start);
    }

    private final Connections connections;
    private final Duration openTimeout;
    private final HedgeLeg[] legs = new HedgeLeg[2];

    /**
     * @param openTimeout how long a connection may take
     */
    HedgeLegs(Connections connections, Duration openTimeout) {
        this.connections = connections;
        this.openTimeout = openTimeout;
    }

    void connect(int number, Start from, long now) {
        if (legs[number] == null) {
            legs[number] = new HedgeLeg(number, openTimeout);
        }
        legs[number].begin(connections.connect(number, from), now);
    }

    /** One of the two, or null while it was not made. */
    HedgeLeg get(int number) {
        return legs[number];
    }

    /** The other one, or null while it was not made. */
    HedgeLeg besides(HedgeLeg leg) {
        return legs[1 - leg.number()];
    }

    void forEach(Consumer<HedgeLeg> action) {
        for (HedgeLeg leg : legs) {
            if (leg != null) {
                action.accept(leg);
            }
        }
    }

    Runnable receipt() {
        List<Runnable> receipts = new ArrayList<>(2);
        forEach(leg -> receipts.add(leg.receipt()));
        return () -> receipts.forEach(Runnable::run);
    }

    long sum(ToLongFunction<HedgeLeg> figure) {
        long sum = 0;
        for (HedgeLeg leg : legs) {
            sum += leg == null ? 0 : figure.applyAsLong(leg);
        }
        return sum;
    }
}
