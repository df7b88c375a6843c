package io.nomadflink.e2e.chaos;

import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;

/** What a job saw: an event or a gap. Crosses the job as text. */
sealed interface Sighting {

    /** Whether it is of the same object and index as an event, or a gap at its index. */
    boolean isAbout(Happening event);

    /** An event. */
    record Event(Happening what, Origin origin) implements Sighting {
        @Override
        public boolean isAbout(Happening event) {
            return what.asObject().equals(event.asObject());
        }
    }

    /** A stretch without proof. */
    record Hole(
            String namespace, String topics, long after, long before, String cause, boolean healed)
            implements Sighting {

        boolean covers(Happening lost) {
            return lost.index() > after
                    && lost.index() < before
                    && concerns(lost.topic())
                    && (namespace.equals("*") || namespace.equals(lost.namespace()));
        }

        @Override
        public boolean isAbout(Happening event) {
            return concerns(event.topic()) && event.index() >= after && event.index() <= before;
        }

        boolean concerns(String topic) {
            return ("," + topics + ",").contains("," + topic + ",");
        }

        Hole unhealed() {
            return new Hole(namespace, topics, after, before, cause, false);
        }
    }

    static String text(NomadEvent event) {
        Happening what = Happening.seen(event);
        return String.join(
                "\t",
                "event",
                Long.toString(what.index()),
                what.topic(),
                what.type(),
                what.namespace(),
                what.key(),
                what.status(),
                event.origin().name());
    }

    static String text(Gap gap) {
        return String.join(
                "\t",
                "gap",
                gap.namespace(),
                gap.topics(),
                Long.toString(gap.afterIndex()),
                Long.toString(gap.beforeIndex()),
                gap.cause().name(),
                Boolean.toString(gap.healed()));
    }

    static Sighting of(String text) {
        String[] f = text.split("\t", -1);
        if (f[0].equals("gap")) {
            return new Hole(
                    f[1],
                    f[2],
                    Long.parseLong(f[3]),
                    Long.parseLong(f[4]),
                    f[5],
                    Boolean.parseBoolean(f[6]));
        }
        return new Event(
                new Happening(Long.parseLong(f[1]), f[2], f[3], f[4], f[5], f[6]),
                Origin.valueOf(f[7]));
    }
}
