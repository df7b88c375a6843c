package io.nomadflink.connector.event.payload;

/**
 * The payload of topic Variable, member {@code Metadata} (Nomad 2.0): never its items. Whether it
 * was deleted stands in {@link PayloadFlags}.
 *
 * @param lock or null
 * @param createTime ns since the epoch
 * @param modifyTime ns since the epoch
 */
public record Variable(
        String namespace,
        String path,
        Lock lock,
        long createIndex,
        long modifyIndex,
        long createTime,
        long modifyTime)
        implements Payload {

    /**
     * Who holds a variable.
     *
     * @param ttl as the server writes durations
     * @param lockDelay as the server writes durations
     */
    public record Lock(String id, String ttl, String lockDelay) {

        @Override
        public String toString() {
            return "Lock";
        }
    }

    @Override
    public String toString() {
        return "Variable " + path;
    }
}
