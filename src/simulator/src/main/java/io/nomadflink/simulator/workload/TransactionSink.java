package io.nomadflink.simulator.workload;

import io.nomadflink.simulator.SimulatedEvent;
import java.util.List;

/** Where a workload's lines go, usually {@code simulator::publish}. */
@FunctionalInterface
public interface TransactionSink {

    /** Takes one line; several lines may have the same index. */
    void publish(long index, List<SimulatedEvent> events);
}
