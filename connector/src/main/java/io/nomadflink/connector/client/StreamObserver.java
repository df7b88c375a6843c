package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Gap;
import java.util.function.LongSupplier;

/**
 * Told what happens to a subscription, by the consuming thread; for metrics. Does nothing by
 * default.
 */
public interface StreamObserver {

    /** Looks away. */
    StreamObserver NONE = new StreamObserver() {};

    default void disconnected(FeedItem.Cause cause) {}

    /** A frame older than the position was dropped. */
    default void stale() {}

    /** Events of a frame were dropped because they had been delivered. */
    default void duplicates(int events) {}

    default void gap(Gap gap) {}

    /** A line was no frame. */
    default void malformed() {}

    default void frame(long index, long arrivalNanos) {}

    default void heartbeat(long arrivalNanos) {}

    /** A line was a frame, whether it is delivered or not. */
    default void received(Frame frame, long arrivalNanos) {}

    /** Where the fill of the subscription's queue can be read, in bytes; told once. */
    default void queue(LongSupplier bytes) {}

    /** Where can be read how much of the subscription is on disk, in bytes; told once. */
    default void spool(LongSupplier bytes) {}
}
