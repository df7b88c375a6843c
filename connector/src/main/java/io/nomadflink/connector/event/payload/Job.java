package io.nomadflink.connector.event.payload;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The payload of topic Job (Nomad 1.0 to 2.0.5). Left out: {@code ConsulToken} and {@code
 * VaultToken}, sent until Nomad 1.9.
 *
 * <p>Whether the job was deleted stands in {@link PayloadFlags}, and for all versions in {@code
 * NomadEvent.isDeletion()}.
 *
 * @param parentId of a dispatched or periodic child, else ""
 * @param type service, batch, system or sysbatch
 * @param nodePool since Nomad 1.6
 * @param status pending, running or dead
 * @param version counts the specifications
 * @param submitTime when the specification came, ns since the epoch
 * @param periodic or null
 * @param parameterizedJob or null
 * @param dispatchIdempotencyToken since Nomad 1.1.3
 * @param payload of a dispatched child, base64, see {@link #payloadBytes()}
 * @param update or null
 * @param multiregion Nomad Enterprise, or null
 * @param ui since Nomad 1.8, or null
 * @param versionTag since Nomad 1.9, or null
 * @param modifyIndex of any change; older than the event's index when a job is purged
 * @param jobModifyIndex of the specification
 */
public record Job(
        String id,
        String name,
        String namespace,
        String parentId,
        String type,
        int priority,
        boolean allAtOnce,
        String region,
        List<String> datacenters,
        String nodePool,
        String status,
        String statusDescription,
        boolean stop,
        boolean stable,
        long version,
        long submitTime,
        Periodic periodic,
        Parameterized parameterizedJob,
        boolean dispatched,
        String dispatchIdempotencyToken,
        String payload,
        Map<String, String> meta,
        List<TaskGroup> taskGroups,
        UpdateStrategy update,
        Multiregion multiregion,
        List<Constraint> constraints,
        List<Affinity> affinities,
        List<Spread> spreads,
        String consulNamespace,
        String vaultNamespace,
        String nomadTokenId,
        Ui ui,
        VersionTag versionTag,
        long createIndex,
        long modifyIndex,
        long jobModifyIndex)
        implements Payload {

    /** When a job starts by itself. */
    public record Periodic(
            boolean enabled,
            String spec,
            List<String> specs,
            String specType,
            boolean prohibitOverlap,
            String timeZone) {

        @Override
        public String toString() {
            return "Periodic";
        }
    }

    /**
     * What a dispatch may bring.
     *
     * @param payload optional, required or forbidden
     */
    public record Parameterized(
            String payload, List<String> metaRequired, List<String> metaOptional) {

        @Override
        public String toString() {
            return "Parameterized";
        }
    }

    /**
     * A job in several regions.
     *
     * @param strategy or null
     */
    public record Multiregion(Strategy strategy, List<Region> regions) {

        @Override
        public String toString() {
            return "Multiregion";
        }
    }

    /** In what order regions are deployed. */
    public record Strategy(int maxParallel, String onFailure) {

        @Override
        public String toString() {
            return "Strategy";
        }
    }

    /** A region of a job. */
    public record Region(
            String name,
            int count,
            List<String> datacenters,
            String nodePool,
            Map<String, String> meta) {

        @Override
        public String toString() {
            return "Region";
        }
    }

    /** What the web interface shows. */
    public record Ui(String description, List<Link> links) {

        @Override
        public String toString() {
            return "Ui";
        }
    }

    /** A link in the web interface. */
    public record Link(String label, String url) {

        @Override
        public String toString() {
            return "Link";
        }
    }

    /**
     * A name for a version.
     *
     * @param taggedTime ns since the epoch
     */
    public record VersionTag(String name, String description, long taggedTime) {

        @Override
        public String toString() {
            return "VersionTag";
        }
    }

    /** The payload of a dispatch, decoded anew with each call; empty where there is none. */
    public byte[] payloadBytes() {
        return Base64.getDecoder().decode(payload);
    }

    @Override
    public String toString() {
        return "Job " + id;
    }
}
