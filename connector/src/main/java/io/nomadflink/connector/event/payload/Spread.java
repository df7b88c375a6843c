package io.nomadflink.connector.event.payload;

import java.util.List;

/** Over what to spread. */
public record Spread(String attribute, int weight, List<Target> spreadTarget) {

    /** A wished share. */
    public record Target(String value, int percent) {

        @Override
        public String toString() {
            return "Target";
        }
    }

    @Override
    public String toString() {
        return "Spread";
    }
}
