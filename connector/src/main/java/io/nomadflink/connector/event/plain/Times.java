package io.nomadflink.connector.event.plain;

/** Told of the times in a payload's object. */
public interface Times {

    /** {@code ModifyTime}, {@code SubmitTime} or {@code StatusUpdatedAt}. */
    void time(String name, long value);
}
