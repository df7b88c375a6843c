package io.nomadflink.connector.client;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.util.List;

/**
 * The identity of an event within its index as 64 bits: topic, type, namespace, key; never bytes,
 * content or place, which differ when a restarted server sends its history again (Nomad 1.4 to
 * 2.0.5).
 *
 * <p>The two lines of one index may hold the same job, told apart only by its status, so that joins
 * the identity of topic Job. An empty key ({@code HostVolumeDeleted}) is replaced by the first
 * filter key.
 */
public final class Signature {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Signature() {}

    public static long of(NomadEvent event) {
        return withKey(prefix(event.topic(), event.type(), event.namespace()), event);
    }

    /** Those of events of which neighbours often share topic, type and namespace. */
    static void of(List<NomadEvent> events, long[] into, int from) {
        NomadEvent before = null;
        long prefix = 0;
        int at = from;
        for (NomadEvent event : events) {
            if (before == null || !isLike(before, event)) {
                prefix = prefix(event.topic(), event.type(), event.namespace());
            }
            into[at++] = withKey(prefix, event);
            before = event;
        }
    }

    private static boolean isLike(NomadEvent one, NomadEvent other) {
        return one.topic().equals(other.topic())
                && one.type().equals(other.type())
                && one.namespace().equals(other.namespace());
    }

    private static long withKey(long prefix, NomadEvent event) {
        String key = event.key();
        boolean nameless = key.isEmpty() && !event.filterKeys().isEmpty();
        long hash = add(prefix, nameless ? event.filterKeys().get(0) : key);
        return mix(event.topic() == Topic.JOB ? add(hash, event.objectText("Status")) : hash);
    }

    /** That of the event of a type that would have brought an object as a list shows it. */
    static long of(ListedObject object, String type) {
        long hash = add(prefix(object.topic(), type, object.namespace()), object.key());
        return mix(object.topic() == Topic.JOB ? add(hash, object.status()) : hash);
    }

    private static long prefix(Topic topic, String type, String namespace) {
        return add(add(add(OFFSET, topic.name()), type), namespace);
    }

    private static long add(long hash, String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return (hash ^ 0xFFFF) * PRIME;
    }

    private static long mix(long hash) {
        long h = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }
}
