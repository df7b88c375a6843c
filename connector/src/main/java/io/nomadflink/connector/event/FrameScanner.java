package io.nomadflink.connector.event;

import io.nomadflink.connector.event.plain.ContainerScanner;
import io.nomadflink.connector.event.plain.PlainJson;
import io.nomadflink.connector.event.plain.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes frames of lines in the plain form that Nomad writes, members in any order, passing over
 * payloads 64 bytes at a time.
 *
 * <p>Answers null for anything else: white space, escapes in an envelope, members twice, unknown
 * members that are no scalars, and whatever is wrong. Not thread-safe.
 */
final class FrameScanner {
    private static final int UNUSUAL = PlainJson.UNUSUAL;
    private static final int KEPT_BUILDERS = 4096;

    private static final long INDEX = Words.of("Index\":");
    private static final long EVENTS = Words.of("Events\":");
    private static final long TOPIC = Words.of("Topic\":");
    private static final long TYPE = Words.of("Type\":");
    private static final long KEY = Words.of("Key\":");
    private static final long NAMESPACE = Words.of("Namespac");
    private static final long NAMESPACE_REST = Words.of("e\":");
    private static final long FILTER_KEYS = Words.of("FilterKe");
    private static final long FILTER_KEYS_REST = Words.of("ys\":");
    private static final long PAYLOAD = Words.of("Payload\"");

    private final PlainJson json = new PlainJson();
    private final ContainerScanner payloads = new ContainerScanner(json);
    private EventBuilder[] builders = {};
    private int events;
    private byte[] line;
    private int length;
    private int seen;
    private long index;

    /**
     * @return the frame, or null if another parser must look at the line
     */
    Frame scan(byte[] bytes, int size) {
        line = bytes;
        length = size;
        json.reset(bytes, size);
        events = 0;
        int end = frame();
        line = null;
        return end == size ? new Frame(index, built(bytes), size) : null;
    }

    private List<NomadEvent> built(byte[] bytes) {
        NomadEvent[] all = new NomadEvent[events];
        for (int i = 0; i < all.length; i++) {
            all[i] = builders[i].build(index, bytes);
        }
        if (builders.length > KEPT_BUILDERS) {
            builders = Arrays.copyOf(builders, KEPT_BUILDERS);
        }
        return List.of(all);
    }

    private int frame() {
        if (!json.isAt(0, '{')) {
            return UNUSUAL;
        }
        boolean indexed = false;
        boolean listed = false;
        int at = 0;
        do {
            long name = name(at + 1);
            if (!indexed && Words.first(name, 7) == INDEX) {
                indexed = true;
                at = json.integer(at + 9);
                index = json.integer;
            } else if (!listed && name == EVENTS) {
                listed = true;
                at = events(at + 10);
            } else {
                return UNUSUAL;
            }
        } while (at > 0 && json.isAt(at, ','));
        boolean whole = at > 0 && indexed && listed && index >= 0 && json.isAt(at, '}');
        return whole ? at + 1 : UNUSUAL;
    }

    /**
     * @return the eight bytes after the quote at a place, or 0 if there is none
     */
    private long name(int at) {
        return json.isAt(at, '"') ? Words.at(line, at + 1, length) : 0;
    }

    private int events(int at) {
        if (!json.isAt(at, '[')) {
            return UNUSUAL;
        }
        if (json.isAt(at + 1, ']')) {
            return at + 2;
        }
        int next = at;
        do {
            next = event(next + 1, builder());
        } while (next > 0 && json.isAt(next, ','));
        return next > 0 && json.isAt(next, ']') ? next + 1 : UNUSUAL;
    }

    private EventBuilder builder() {
        if (events == builders.length) {
            builders = Arrays.copyOf(builders, Math.max(16, 2 * events));
        }
        EventBuilder builder = builders[events];
        if (builder == null) {
            builder = new EventBuilder();
            builders[events] = builder;
        } else {
            builder.clear();
        }
        events++;
        return builder;
    }

    private int event(int at, EventBuilder event) {
        if (!json.isAt(at, '{')) {
            return UNUSUAL;
        }
        seen = 0;
        int next = at;
        do {
            next = member(next + 1, event);
        } while (next > 0 && json.isAt(next, ','));
        boolean whole = next > 0 && event.topic != null && json.isAt(next, '}');
        return whole ? next + 1 : UNUSUAL;
    }

    private int member(int at, EventBuilder event) {
        long name = name(at);
        if (name == PAYLOAD) {
            return first(1) && json.isAt(at + 9, ':') ? payload(at + 10, event) : UNUSUAL;
        }
        if (name == FILTER_KEYS) {
            return first(2) && rest(at + 9, 4) == FILTER_KEYS_REST
                    ? filterKeys(at + 13, event)
                    : UNUSUAL;
        }
        if (name == NAMESPACE) {
            return first(4) && rest(at + 9, 3) == NAMESPACE_REST
                    ? namespace(at + 12, event)
                    : UNUSUAL;
        }
        return shortMember(at, name, event);
    }

    private int shortMember(int at, long name, EventBuilder event) {
        if (Words.first(name, 7) == TOPIC) {
            return first(8) ? topic(at + 8, event) : UNUSUAL;
        }
        if (Words.first(name, 6) == TYPE) {
            return first(16) ? type(at + 7, event) : UNUSUAL;
        }
        if (Words.first(name, 5) == KEY) {
            return first(32) ? key(at + 6, event) : UNUSUAL;
        }
        return Words.first(name, 7) == INDEX ? json.skipScalar(at + 8) : other(at);
    }

    private boolean first(int member) {
        boolean first = (seen & member) == 0;
        seen |= member;
        return first;
    }

    private long rest(int at, int count) {
        return Words.first(Words.at(line, at, length), count);
    }

    /** A member that this version does not know, if its name and value are plain. */
    private int other(int at) {
        int end = json.isAt(at, '"') ? json.endOfText(at + 1) : UNUSUAL;
        return end > 0 && json.isAt(end + 1, ':') ? json.skipScalar(end + 2) : UNUSUAL;
    }

    private int topic(int at, EventBuilder event) {
        int next = json.text(at);
        event.topic = next > 0 ? Topic.of(json.text) : null;
        return next;
    }

    private int type(int at, EventBuilder event) {
        int next = json.text(at);
        event.type = json.text;
        return next;
    }

    private int key(int at, EventBuilder event) {
        int next = json.text(at);
        event.key = json.text;
        return next;
    }

    private int namespace(int at, EventBuilder event) {
        int next = json.text(at);
        event.namespace = json.text;
        return next;
    }

    private int filterKeys(int at, EventBuilder event) {
        if (!json.isAt(at, '[')) {
            return json.isNull(at) ? at + 4 : UNUSUAL;
        }
        if (json.isAt(at + 1, ']')) {
            return at + 2;
        }
        int next = json.text(at + 1);
        String one = json.text;
        if (next > 0 && json.isAt(next, ']')) {
            event.filterKeys = List.of(one);
            return next + 1;
        }
        return moreFilterKeys(next, one, event);
    }

    private int moreFilterKeys(int at, String one, EventBuilder event) {
        int next = at;
        List<String> more = null;
        String two = null;
        while (next > 0 && json.isAt(next, ',')) {
            next = json.text(next + 1);
            if (two == null) {
                two = json.text;
            } else {
                more = more == null ? new ArrayList<>(List.of(one, two)) : more;
                more.add(json.text);
            }
        }
        if (next < 0 || two == null || !json.isAt(next, ']')) {
            return UNUSUAL;
        }
        event.filterKeys = more == null ? List.of(one, two) : List.copyOf(more);
        return next + 1;
    }

    private int payload(int at, EventBuilder event) {
        if (!json.isAt(at, '{')) {
            return json.isNull(at) ? at + 4 : UNUSUAL;
        }
        int next = payloads.scan(line, at, length, event);
        event.offset = at;
        event.length = next - at;
        return next;
    }
}
