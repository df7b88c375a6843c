package io.nomadflink.simulator.workload;

import io.nomadflink.simulator.SimulatedEvent;
import java.util.List;

/** One published line. */
record Line(long index, List<SimulatedEvent> events) {}
