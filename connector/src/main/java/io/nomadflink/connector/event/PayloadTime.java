package io.nomadflink.connector.event;

/**
 * Which time of a payload tells when its event happened.
 *
 * <p>{@code ModifyTime} is one for allocations, evaluations, deployments, volumes, plugins and
 * variables. A job's {@code SubmitTime} and a node's {@code StatusUpdatedAt} are older than most
 * events that carry them, so they count only under the types that set them (Nomad 1.4 to 2.0.5).
 */
final class PayloadTime {
    /**
     * Smaller values of {@code StatusUpdatedAt} are seconds, larger ones nanoseconds (plan
     * rejection, Nomad 1.9).
     */
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    private PayloadTime() {}

    /** Nanoseconds since the epoch, or 0 if the payload does not tell. */
    static long nanos(
            Topic topic, String type, long modifyTime, long submitTime, long statusUpdatedAt) {
        if (topic == Topic.JOB) {
            return type.equals("JobRegistered") ? Math.max(0, submitTime) : 0;
        }
        if (topic == Topic.NODE) {
            return type.equals("NodeRegistration") || type.equals("NodeStreamEvent")
                    ? seconds(statusUpdatedAt)
                    : 0;
        }
        return Math.max(0, modifyTime);
    }

    private static long seconds(long value) {
        return value <= 0 ? 0 : value < LARGEST_SECONDS ? value * 1_000_000_000L : value;
    }
}
