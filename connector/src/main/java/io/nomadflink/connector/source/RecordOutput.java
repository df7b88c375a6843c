package io.nomadflink.connector.source;

import org.apache.flink.annotation.PublicEvolving;

/** Takes the records that a deserializer makes. */
@PublicEvolving
public interface RecordOutput<T> {

    /** With the timestamp of the event at hand. */
    void collect(T record);

    /** With an own event timestamp, ms since the epoch. */
    void collect(T record, long timestampMillis);
}
