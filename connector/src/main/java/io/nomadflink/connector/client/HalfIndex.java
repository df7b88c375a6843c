package io.nomadflink.connector.client;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.Topic;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An index at an end of a gap: one of its lines was delivered, the other may be missing. Healing
 * reads what the other may have brought, and nothing twice.
 *
 * @param delivered signatures of what was delivered at the index
 * @param first whether the line that may be missing is the second
 */
public record HalfIndex(long index, Set<Long> delivered, boolean first) {

    /** All that bring evaluations or jobs (Nomad 1.4 to 2.0.5). */
    private static final Set<String> TYPES =
            Set.of(
                    "JobRegistered",
                    "JobDeregistered",
                    "JobBatchDeregistered",
                    "EvaluationUpdated",
                    "PlanResult",
                    "AllocationUpdated",
                    "AllocationUpdateDesiredStatus",
                    "DeploymentStatusUpdate",
                    "DeploymentAllocHealth",
                    "DeploymentPromotion");

    /** The second line may be missing. */
    static HalfIndex withoutSecond(long index, Set<Long> delivered) {
        return new HalfIndex(index, delivered, true);
    }

    /** The first line may be missing. */
    static HalfIndex withoutFirst(Frame second) {
        return new HalfIndex(
                second.index(),
                second.events().stream().map(Signature::of).collect(Collectors.toSet()),
                false);
    }

    /** Evaluations, and jobs whose status changes with them. */
    static boolean isOfSecondLines(Topic topic) {
        return topic == Topic.EVALUATION || topic == Topic.JOB;
    }

    /** Whether it is not this index that brought an object, or not the line that was delivered. */
    boolean leaves(ListedObject object) {
        if (object.modifyIndex() != index) {
            return true;
        }
        return isOfSecondLines(object.topic())
                ? TYPES.stream().noneMatch(t -> delivered.contains(Signature.of(object, t)))
                : !first;
    }
}
