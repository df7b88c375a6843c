package io.nomadflink.connector.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** What is known of an event while its line is read; topic and index may come last. */
final class EventBuilder {
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

    void time(String name, JsonParser json) throws IOException {
        switch (name) {
            case "ModifyTime" -> modifyTime = time(json);
            case "SubmitTime" -> submitTime = time(json);
            case "StatusUpdatedAt" -> statusUpdatedAt = time(json);
            default -> {}
        }
    }

    /** No time at all where a topic we do not know means something else by the name. */
    private static long time(JsonParser json) throws IOException {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? 0 : json.getLongValue();
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
