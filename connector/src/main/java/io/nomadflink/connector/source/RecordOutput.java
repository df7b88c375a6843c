package io.nomadflink.connector.source;

import org.apache.flink.annotation.PublicEvolving;

/** Takes the records that a deserializer makes. */
@PublicEvolving
public interface RecordOutput<T> {

    /** With the timestamp of the event or frame at hand. */
    void collect(T record);

    /** With an own event timestamp, ms since the epoch. */
    void collect(T record, long timestampMillis);

    /**
     * The same output with another timestamp at hand, ms since the epoch; valid until the next
     * call.
     */
    default RecordOutput<T> at(long timestampMillis) {
        RecordOutput<T> outer = this;
        return new RecordOutput<>() {
            @Override
            public void collect(T record) {
                outer.collect(record, timestampMillis);
            }

            @Override
            public void collect(T record, long ownTimestamp) {
                outer.collect(record, ownTimestamp);
            }
        };
    }
}
