package io.nomadflink.simulator.workload;

import io.nomadflink.simulator.SimulatedEvent;
import java.util.List;
import java.util.function.Consumer;

/** Gives each write its index and publishes it; some indexes publish nothing. */
final class RaftLog {

    /** How often an index is used by something that has no events. */
    private static final double HOLES = 0.1;

    private final TransactionSink sink;
    private final Dice dice;
    private long index;
    private long lines;
    private long events;

    RaftLog(TransactionSink sink, Dice dice, long firstIndex) {
        this.sink = sink;
        this.dice = dice;
        this.index = firstIndex - 1;
    }

    long index() {
        return index;
    }

    long lines() {
        return lines;
    }

    long events() {
        return events;
    }

    void commit(String type, Consumer<Transaction> change) {
        index += dice.chance(HOLES) ? 2 : 1;
        line(type, change);
    }

    /** Registering and deregistering a job are two lines at one index, on all versions. */
    void commitTwoLines(String type, Consumer<Transaction> first, Consumer<Transaction> second) {
        commit(type, first);
        line(type, second);
    }

    private void line(String type, Consumer<Transaction> change) {
        Transaction transaction = new Transaction(index);
        change.accept(transaction);
        List<SimulatedEvent> written = transaction.events(type);
        if (!written.isEmpty()) {
            lines++;
            events += written.size();
            sink.publish(index, written);
        }
    }
}
