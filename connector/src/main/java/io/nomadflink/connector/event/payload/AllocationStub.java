package io.nomadflink.connector.event.payload;

/**
 * An allocation in short, as volumes, plugins and plans name it.
 *
 * @param createTime ns since the epoch
 * @param modifyTime ns since the epoch
 */
public record AllocationStub(
        String id,
        String evalId,
        String name,
        String namespace,
        String nodeId,
        String nodeName,
        String jobId,
        String jobType,
        long jobVersion,
        String taskGroup,
        String desiredStatus,
        String desiredDescription,
        String clientStatus,
        String clientDescription,
        long createIndex,
        long modifyIndex,
        long createTime,
        long modifyTime) {

    @Override
    public String toString() {
        return "AllocationStub " + id;
    }
}
