package io.nomadflink.connector.event.payload;

/**
 * What a payload says beside its object.
 *
 * @param deleted whether a job or variable was deleted, or null where the server does not say
 *     (before Nomad 1.11.3, and all other topics)
 * @param timeout whether an allocation ran into {@code max_run_duration} (Nomad 2.0.3)
 * @param timeoutReason "" without timeout
 */
public record PayloadFlags(Boolean deleted, boolean timeout, String timeoutReason) {
    static final PayloadFlags NONE = new PayloadFlags(null, false, "");
}
