package io.nomadflink.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The latest object of each ID and the last index that touched each table, fed with frames.
 *
 * <p>Guarded by the lock of the server that owns it.
 */
final class Tables {

    /** What belongs to a job and goes with it when it is purged. */
    private static final List<Table> OWNED_BY_JOBS =
            List.of(Table.ALLOCATIONS, Table.DEPLOYMENTS, Table.EVALUATIONS);

    /** The job version and type an allocation was made for. */
    record JobOfAllocation(long version, String type) {}

    private final Map<Table, Map<String, JsonNode>> rows = new EnumMap<>(Table.class);
    private final Map<Table, Long> indexes = new EnumMap<>(Table.class);
    private final Map<String, JobOfAllocation> jobsOfAllocations = new HashMap<>();
    private long summaries = 1;

    Tables(Collection<String> namespaces) {
        for (Table table : Table.values()) {
            rows.put(table, new LinkedHashMap<>());
        }
        namespaces.forEach(name -> addNamespace(1, name));
        addPool("all", "Node pool with all nodes in the cluster.");
        addPool("default", "Default node pool.");
    }

    void apply(Frame frame) {
        for (SimulatedEvent event : frame.events()) {
            if (!event.namespace().isEmpty() && !Deletion.isDeletion(frame.index(), event)) {
                addNamespace(frame.index(), event.namespace());
            }
            Table.ofTopic(event.topic()).ifPresent(table -> apply(frame.index(), event, table));
        }
    }

    /** Creates a namespace unless it is there: a write that publishes no event. */
    void addNamespace(long index, String name) {
        if (!rows.get(Table.NAMESPACES).containsKey(name)) {
            ObjectNode row = Json.object().put("Name", name).put("Description", "");
            row.put("Quota", "").putNull("Capabilities").putNull("Meta");
            row.put("CreateIndex", index).put("ModifyIndex", index);
            put(Table.NAMESPACES, name, row, index);
        }
    }

    /**
     * Deletes a namespace, as Nomad does if all its jobs are dead: a write that publishes no event.
     * What is left of its jobs stays until it is collected.
     *
     * @throws IllegalStateException if Nomad would refuse
     */
    void removeNamespace(long index, String name) {
        boolean inUse =
                rows(Table.JOBS).stream()
                        .filter(job -> Json.text(job, "Namespace").equals(name))
                        .anyMatch(job -> !Json.text(job, "Status").equals("dead"));
        if (name.equals("default") || inUse) {
            throw new IllegalStateException(
                    name + (inUse ? " has non-terminal jobs" : " can not be deleted"));
        }
        remove(Table.NAMESPACES, index, row -> Json.text(row, "Name").equals(name));
    }

    Set<String> namespaces() {
        return new TreeSet<>(rows.get(Table.NAMESPACES).keySet());
    }

    Collection<JsonNode> rows(Table table) {
        return rows.get(table).values();
    }

    JsonNode find(Table table, String key) {
        return rows.get(table).get(key);
    }

    JsonNode job(JsonNode owned) {
        String namespace = Json.text(owned, "Namespace");
        return find(Table.JOBS, Table.JOBS.key(namespace, Json.text(owned, "JobID")));
    }

    JobOfAllocation jobOf(String allocationId) {
        return jobsOfAllocations.getOrDefault(allocationId, new JobOfAllocation(0, ""));
    }

    /** What a list says of its table's last index, at least 1; that of jobs has their summaries. */
    long index(Table table) {
        return table == Table.JOBS ? Math.max(summaries, ownIndex(table)) : ownIndex(table);
    }

    /** The last index that touched the table itself, at least 1. */
    long ownIndex(Table table) {
        return indexes.getOrDefault(table, 1L);
    }

    /** Everything as it was in others. */
    void becomeLike(Tables others) {
        rows.replaceAll((table, mine) -> new LinkedHashMap<>(others.rows.get(table)));
        indexes.clear();
        indexes.putAll(others.indexes);
        jobsOfAllocations.clear();
        jobsOfAllocations.putAll(others.jobsOfAllocations);
        summaries = others.summaries;
    }

    /** Removes objects without an event, as garbage collection does. */
    void remove(Table table, long index, Predicate<JsonNode> which) {
        if (rows.get(table).values().removeIf(which)) {
            indexes.put(table, index);
        }
        if (table == Table.ALLOCATIONS) {
            jobsOfAllocations.keySet().retainAll(rows.get(table).keySet());
        }
    }

    private void apply(long index, SimulatedEvent event, Table table) {
        JsonNode object = table.object(event);
        String key = table.key(object);
        if (Deletion.isDeletion(index, event)) {
            rows.get(table).remove(key);
            indexes.put(table, index);
            if (table == Table.JOBS) {
                forgetOwned(index, object);
            }
        } else {
            put(table, key, object, index);
        }
        if (table == Table.ALLOCATIONS) {
            rememberJob(key, object);
            // the list of jobs shows summaries of allocations
            summaries = index;
        }
    }

    private void put(Table table, String key, JsonNode row, long index) {
        rows.get(table).put(key, row);
        indexes.merge(table, index, Math::max);
    }

    private void rememberJob(String id, JsonNode allocation) {
        JsonNode job = job(allocation);
        if (job != null) {
            long version = job.path("Version").longValue();
            jobsOfAllocations.putIfAbsent(id, new JobOfAllocation(version, Json.text(job, "Type")));
        }
    }

    private void forgetOwned(long index, JsonNode job) {
        String namespace = Json.text(job, "Namespace");
        String id = Json.text(job, "ID");
        for (Table table : OWNED_BY_JOBS) {
            remove(
                    table,
                    index,
                    row ->
                            Json.text(row, "JobID").equals(id)
                                    && Json.text(row, "Namespace").equals(namespace));
        }
    }

    private void addPool(String name, String description) {
        ObjectNode pool = Json.object().put("Name", name).put("Description", description);
        pool.putNull("Meta").putNull("SchedulerConfiguration");
        put(Table.NODE_POOLS, name, pool.put("CreateIndex", 1).put("ModifyIndex", 1), 1);
    }
}
