package io.nomadflink.simulator;

/** Tells events that end an object from those that change it. */
final class Deletion {

    private Deletion() {}

    static boolean isDeletion(long index, SimulatedEvent event) {
        if (event.payload().path("Deleted").asBoolean()) {
            return true;
        }
        return switch (event.topic()) {
            case "Job" -> isOldJob(index, event);
            case "Service" -> !event.type().equals("ServiceRegistration");
            default -> event.type().equals(event.topic() + "Deleted");
        };
    }

    /** Before 1.11.3 only an old ModifyIndex tells a purged job from a stopped one. */
    private static boolean isOldJob(long index, SimulatedEvent event) {
        boolean deregister =
                event.type().equals("JobDeregistered")
                        || event.type().equals("JobBatchDeregistered");
        long modified = event.payload().path("Job").path("ModifyIndex").asLong(index);
        return deregister && !event.payload().has("Deleted") && modified < index;
    }
}
