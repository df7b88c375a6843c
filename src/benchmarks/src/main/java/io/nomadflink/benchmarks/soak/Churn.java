package io.nomadflink.benchmarks.soak;

import io.nomadflink.benchmarks.corpus.EventLine;
import io.nomadflink.benchmarks.corpus.EventTemplate;
import io.nomadflink.benchmarks.corpus.EventTemplate.Occurrence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A cluster in balance: batches of ten allocations are placed, run a second later and end after ten
 * seconds, as many as begin meanwhile. Every tenth batch is a deployment. The events are recorded
 * ones, with other ids, jobs, indexes and times.
 */
final class Churn {
    static final int BATCH = 10;

    /** Each batch's events, a tenth of a deployment's two left out. */
    static final int EVENTS_OF_EACH = 3 * BATCH;

    static final int JOBS = 300;

    private static final int DEPLOYMENTS = 10;
    private static final double RUNNING_AFTER = 1;
    private static final double ENDED_AFTER = 10;
    private static final long FIRST_INDEX = 2_000_000_000L;

    private final EventTemplate placed;
    private final EventTemplate running;
    private final EventTemplate failed;
    private final EventTemplate complete;
    private final EventTemplate deploying;
    private final EventTemplate deployed;
    private final EventTemplate notDeployed;
    private final EventLine line = new EventLine();
    private final Consumer<String> sink;
    private final int runningAfter;
    private final int endedAfter;
    private final ChurnTruth truth = new ChurnTruth();

    /** When the batches that go on were placed, the oldest first. */
    private final ArrayDeque<Long> starts = new ArrayDeque<>();

    private long index = FIRST_INDEX;
    private long events;
    private int next;

    /**
     * @param batches per second
     * @param sink takes lines
     */
    Churn(Path recording, double batches, Consumer<String> sink) throws IOException {
        placed = EventTemplate.allocation(recording, "PlanResult", "pending", 4_000);
        running = EventTemplate.allocation(recording, "AllocationUpdated", "running", 4_000);
        failed = EventTemplate.allocation(recording, "AllocationUpdated", "failed", 4_000);
        complete = EventTemplate.allocation(recording, "AllocationUpdated", "complete", 4_000);
        deploying = EventTemplate.deployment(recording, "PlanResult", "running");
        deployed = EventTemplate.deployment(recording, "PlanResult", "successful");
        notDeployed = EventTemplate.deployment(recording, "DeploymentStatusUpdate", "failed");
        this.sink = sink;
        runningAfter = Math.max(1, (int) (RUNNING_AFTER * batches));
        endedAfter = Math.max(2, (int) (ENDED_AFTER * batches));
    }

    /** One batch begins, one runs, one ends. */
    void step(long nanos) {
        place(next, nanos);
        if (next >= runningAfter) {
            run(next - runningAfter, nanos);
        }
        if (next >= endedAfter) {
            end(next - endedAfter, starts.removeFirst(), nanos);
        }
        next++;
    }

    private void place(int batch, long nanos) {
        starts.addLast(nanos);
        begin();
        for (int i = 0; i < BATCH; i++) {
            place(placed, batch * BATCH + i, batch, nanos);
        }
        if (isDeployment(batch)) {
            place(deploying, deployment(batch), batch, nanos);
            truth.deploying(EventTemplate.uuid(deployment(batch)));
        }
        publish();
        truth.placed(job(batch), BATCH);
    }

    private void run(int batch, long nanos) {
        begin();
        for (int i = 0; i < BATCH; i++) {
            add(running, batch * BATCH + i, batch, nanos, nanos);
        }
        publish();
    }

    private void end(int batch, long start, long nanos) {
        begin();
        int failures = failures(batch);
        for (int i = 0; i < BATCH; i++) {
            add(i < failures ? failed : complete, batch * BATCH + i, batch, nanos, start);
        }
        if (isDeployment(batch)) {
            add(failures > 0 ? notDeployed : deployed, deployment(batch), batch, nanos, start);
            String status = failures > 0 ? "failed" : "successful";
            truth.deployed(EventTemplate.uuid(deployment(batch)), status, nanos - start);
        }
        publish();
        truth.ended(job(batch), failures, BATCH - failures);
    }

    private static boolean isDeployment(int batch) {
        return batch % DEPLOYMENTS == 0;
    }

    /** The number of a batch's deployment, from which its ID is made. */
    private static int deployment(int batch) {
        return -1 - batch;
    }

    private static int failures(int batch) {
        return Math.floorMod(batch * 7, 4) == 0 ? batch % 3 : 0;
    }

    private static int job(int batch) {
        return batch % JOBS;
    }

    private void begin() {
        index++;
        line.begin(index);
    }

    /** Events of what is new have its index. */
    private void place(EventTemplate template, int id, int batch, long nanos) {
        line.add(template, new Occurrence(id, job(batch), index, index, nanos, nanos));
    }

    private void add(EventTemplate template, int id, int batch, long nanos, long created) {
        line.add(template, new Occurrence(id, job(batch), index, FIRST_INDEX, nanos, created));
    }

    private void publish() {
        line.end();
        events += line.events();
        sink.accept(new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8));
    }

    long events() {
        return events;
    }

    ChurnTruth truth() {
        return truth;
    }
}
