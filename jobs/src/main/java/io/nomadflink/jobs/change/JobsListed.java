package io.nomadflink.jobs.change;

import io.nomadflink.connector.event.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The jobs of one namespace, or of all, that survived a gap: whatever else of it is remembered is
 * gone. One record lists all jobs; {@link #perKeyGroup} makes one for each key group, which reaches
 * the task of that group in its place among the changes.
 *
 * @param within the namespace, or {@value #EVERYWHERE}
 * @param group the key group, or {@link #ALL}
 * @param latest the largest allocation time before the gap, ms since the epoch, or 0
 */
public record JobsListed(
        String namespace,
        String jobId,
        String within,
        int group,
        Set<JobKey> surviving,
        long latest,
        long time,
        long index,
        Origin origin)
        implements JobChange {
    static final int ALL = -1;

    static final String EVERYWHERE = "*";

    /** No job has such a namespace. */
    private static final String NO_NAMESPACE = "\u0000listed";

    /**
     * @param within a namespace, or {@value #EVERYWHERE}
     */
    public static JobsListed of(
            String within, Set<JobKey> surviving, long latest, long time, long index) {
        return new JobsListed(
                NO_NAMESPACE, "", within, ALL, surviving, latest, time, index, Origin.BACKFILL);
    }

    /** A record for each key group, with a key that belongs to it. */
    public List<JobsListed> perKeyGroup(int maxParallelism) {
        Map<Integer, Set<JobKey>> jobs = new HashMap<>();
        for (JobKey job : surviving) {
            jobs.computeIfAbsent(groupOf(job, maxParallelism), g -> new HashSet<>()).add(job);
        }
        Map<Integer, JobsListed> found = new HashMap<>();
        for (int n = 0; found.size() < maxParallelism; n++) {
            String id = Integer.toString(n);
            int target = groupOf(new JobKey(NO_NAMESPACE, id), maxParallelism);
            found.computeIfAbsent(target, g -> part(id, g, jobs.getOrDefault(g, Set.of())));
        }
        return List.copyOf(found.values());
    }

    private JobsListed part(String id, int keyGroup, Set<JobKey> jobs) {
        return new JobsListed(
                NO_NAMESPACE, id, within, keyGroup, jobs, latest, time, index, origin);
    }

    /** Whether a job of this record's key group is gone. */
    public boolean isGone(JobKey job) {
        boolean listed = within.equals(EVERYWHERE) || within.equals(job.namespace());
        return listed && !surviving.contains(job);
    }

    /** The end of a job that is gone. */
    public JobDeleted deleted(JobKey job) {
        return new JobDeleted(job.namespace(), job.jobId(), latest, time, index, origin);
    }

    public static int groupOf(JobKey job, int maxParallelism) {
        return KeyGroupRangeAssignment.assignToKeyGroup(job, maxParallelism);
    }
}
