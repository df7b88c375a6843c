package io.nomadflink.connector.event;

import io.nomadflink.connector.event.plain.Times;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** What is known of an event while its line is read; topic and index may come last. */
final class EventBuilder implements Times {
    private static final byte[] NO_PAYLOAD = "{}".getBytes(StandardCharsets.US_ASCII);

    Topic topic;
    String type = "";
    String key = "";
    String namespace = "";
    List<String> filterKeys = Collections.emptyList();
    Origin origin = Origin.STREAM;
    int offset;
    int length;
    private long modifyTime;
    private long submitTime;
    private long statusUpdatedAt;

    /** Makes it as new. */
    void clear() {
        topic = null;
        type = "";
        key = "";
        namespace = "";
        filterKeys = Collections.emptyList();
        offset = 0;
        length = 0;
        modifyTime = 0;
        submitTime = 0;
        statusUpdatedAt = 0;
    }

    /** Notes a time of the payload's object; other numbers mean nothing. */
    @Override
    public void time(String name, long value) {
        switch (name) {
            case "ModifyTime" -> modifyTime = value;
            case "SubmitTime" -> submitTime = value;
            case "StatusUpdatedAt" -> statusUpdatedAt = value;
            default -> {}
        }
    }

    static boolean isTime(String name) {
        return name.equals("ModifyTime")
                || name.equals("SubmitTime")
                || name.equals("StatusUpdatedAt");
    }

    NomadEvent build(long index, byte[] line) {
        long time = PayloadTime.nanos(topic, type, modifyTime, submitTime, statusUpdatedAt);
        return length == 0
                ? event(index, time, NO_PAYLOAD, 0, NO_PAYLOAD.length)
                : event(index, time, line, offset, length);
    }

    private NomadEvent event(long index, long time, byte[] buffer, int at, int size) {
        return new NomadEvent(
                index, topic, type, key, namespace, filterKeys, origin, time, buffer, at, size);
    }
}
