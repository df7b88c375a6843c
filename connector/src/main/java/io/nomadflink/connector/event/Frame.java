package io.nomadflink.connector.event;

import java.util.List;

/**
 * One line of the stream: an index and its events, a set rather than a sequence (servers order them
 * anew on replay).
 *
 * @param index Nomad's raft index; several frames can carry the same one
 * @param events all with this index
 * @param bytes length of the line
 */
public record Frame(long index, List<NomadEvent> events, int bytes) {

    /** The same frame with fewer events. */
    public Frame with(List<NomadEvent> kept) {
        return kept == events ? this : new Frame(index, kept, bytes);
    }

    /** The largest time of the payloads of one topic, ns since the epoch, or 0. */
    public long largestTime(Topic topic) {
        long largest = 0;
        for (NomadEvent event : events) {
            if (event.topic().equals(topic)) {
                largest = Math.max(largest, event.timeNanos());
            }
        }
        return largest;
    }
}
