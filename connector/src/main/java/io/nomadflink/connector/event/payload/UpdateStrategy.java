package io.nomadflink.connector.event.payload;

/**
 * How a group is rolled out.
 *
 * @param stagger ns
 * @param healthCheck checks, task_states or manual
 * @param minHealthyTime ns
 * @param healthyDeadline ns
 * @param progressDeadline ns
 */
public record UpdateStrategy(
        long stagger,
        int maxParallel,
        String healthCheck,
        long minHealthyTime,
        long healthyDeadline,
        long progressDeadline,
        boolean autoRevert,
        boolean autoPromote,
        int canary) {

    @Override
    public String toString() {
        return "UpdateStrategy";
    }
}
