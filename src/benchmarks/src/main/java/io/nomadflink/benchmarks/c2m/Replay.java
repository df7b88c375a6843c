package io.nomadflink.benchmarks.c2m;

import io.nomadflink.benchmarks.corpus.EventLine;
import io.nomadflink.benchmarks.corpus.EventTemplate;
import io.nomadflink.benchmarks.corpus.EventTemplate.Occurrence;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The lines of the run, in order: plans of a thousand placements, each on one line, and after each
 * the clients' updates of the plans before it, a hundred on a line. An allocation's first event
 * places it, its second says that it runs, and its third that it still does, has failed or is
 * complete. The deployment of a job begins with its first placement and ends with its last update.
 *
 * <p>Virtual time is that of the challenge: 1,334 s for two million.
 */
final class Replay {
    static final int PLAN = 1_000;
    static final int EVENTS_OF_EACH = 3;

    private static final int UPDATES = 100;
    private static final long FIRST_INDEX = 2_000_000_000L;
    private static final long START = 1_795_000_000_000_000_000L;
    private static final long NANOS_PER_ALLOCATION = 1_334_000_000_000L / 2_000_000;

    private final EventTemplate placed;
    private final EventTemplate running;
    private final EventTemplate failed;
    private final EventTemplate complete;
    private final EventTemplate deploying;
    private final EventTemplate deployed;
    private final EventTemplate notDeployed;
    private final Scale scale;
    private final EventLine line = new EventLine();

    private int plan;
    private int update;
    private long index = FIRST_INDEX;

    Replay(Path recording, Scale scale) throws IOException {
        this.scale = scale;
        placed = EventTemplate.allocation(recording, "PlanResult", "pending", 4_000);
        running = EventTemplate.allocation(recording, "AllocationUpdated", "running", 4_000);
        failed = EventTemplate.allocation(recording, "AllocationUpdated", "failed", 4_000);
        complete = EventTemplate.allocation(recording, "AllocationUpdated", "complete", 4_000);
        deploying = EventTemplate.deployment(recording, "PlanResult", "running");
        deployed = EventTemplate.deployment(recording, "PlanResult", "successful");
        notDeployed = EventTemplate.deployment(recording, "DeploymentStatusUpdate", "failed");
    }

    /** When an event of an allocation happens, ns since the epoch; its first has number 0. */
    static long time(int allocation, int number) {
        return START + (allocation + (long) number * PLAN) * NANOS_PER_ALLOCATION;
    }

    /** Makes the next line, or says that there is none. */
    boolean next() {
        while (plan < scale.plans() + 2) {
            index++;
            line.begin(index);
            if (update == 0 && plan < scale.plans()) {
                place();
            } else {
                update();
            }
            step();
            if (line.events() > 0) {
                line.end();
                return true;
            }
        }
        return false;
    }

    private void step() {
        update++;
        if (update > 2 * PLAN / UPDATES) {
            update = 0;
            plan++;
        }
    }

    private void place() {
        for (int i = 0; i < PLAN; i++) {
            int allocation = plan * PLAN + i;
            if (scale.deployments() && scale.isFirstOfJob(allocation)) {
                deployment(deploying, allocation, 0);
            }
            event(placed, allocation, 0);
        }
    }

    /** Half of the updates are of the plan before, the others of the one before that. */
    private void update() {
        int half = PLAN / UPDATES;
        boolean second = update > half;
        int of = second ? plan - 2 : plan - 1;
        if (update == 0 || of < 0 || of >= scale.plans()) {
            return;
        }
        int first = of * PLAN + (update - 1) % half * UPDATES;
        for (int allocation = first; allocation < first + UPDATES; allocation++) {
            event(second ? last(allocation) : running, allocation, second ? 2 : 1);
            if (second && scale.deployments() && scale.isLastOfJob(allocation)) {
                boolean failure = scale.isDeploymentFailed(scale.job(allocation));
                deployment(failure ? notDeployed : deployed, allocation, 2);
            }
        }
    }

    private EventTemplate last(int allocation) {
        return switch (scale.outcome(allocation)) {
            case FAILED -> failed;
            case COMPLETE -> complete;
            default -> running;
        };
    }

    private void event(EventTemplate template, int allocation, int number) {
        add(template, allocation, allocation, number, time(allocation, 0));
    }

    private void deployment(EventTemplate template, int allocation, int number) {
        int job = scale.job(allocation);
        add(template, ReplayTruth.deployment(job), allocation, number, deploymentStart(job));
    }

    private long deploymentStart(int job) {
        return time(job * scale.ofAJob(), 0);
    }

    private void add(EventTemplate template, int id, int allocation, int number, long createTime) {
        long created = number == 0 ? index : FIRST_INDEX;
        line.add(
                template,
                new Occurrence(
                        id,
                        scale.job(allocation),
                        index,
                        created,
                        time(allocation, number),
                        createTime));
    }

    byte[] line() {
        return line.bytes();
    }

    /** Of the line, its newline included. */
    int length() {
        return line.length();
    }
}
