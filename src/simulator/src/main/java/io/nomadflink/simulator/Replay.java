package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What changes inside an event when a restarted server applies its log again (seen on 2.0.5). */
final class Replay {

    private Replay() {}

    static SimulatedEvent of(SimulatedEvent event) {
        return switch (event.topic()) {
            case "Evaluation" -> changed(event, Replay::forgetNextEvaluation);
            case "Deployment" -> changed(event, Replay::moveDeadlines);
            default -> event;
        };
    }

    private interface Change {
        void apply(ObjectNode object);
    }

    private static SimulatedEvent changed(SimulatedEvent event, Change change) {
        JsonNode payload = event.payload().deepCopy();
        payload.forEach(
                member -> {
                    if (member instanceof ObjectNode object) {
                        change.apply(object);
                    }
                });
        return new SimulatedEvent(
                event.topic(),
                event.type(),
                event.key(),
                event.namespace(),
                event.filterKeys(),
                payload);
    }

    private static void forgetNextEvaluation(ObjectNode evaluation) {
        evaluation.remove("NextEval");
    }

    /** A deadline is computed with the clock at the time the log entry is applied. */
    private static void moveDeadlines(ObjectNode deployment) {
        for (JsonNode group : deployment.path("TaskGroups")) {
            long limit = group.path("ProgressDeadline").longValue();
            if (group.path("RequireProgressBy").isTextual()) {
                Instant deadline = Instant.now().plusNanos(limit);
                ((ObjectNode) group).put("RequireProgressBy", deadline.toString());
            }
        }
    }
}
