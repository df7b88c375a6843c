package io.nomadflink.benchmarks.c2m;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The lines of the run, in order: plans of a thousand placements, each on one line, and after each
 * the clients' updates of the plans before it, a hundred on a line. An allocation's first event
 * places it, its second says that it runs, and its third that it still does, has failed or is
 * complete.
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
    private final Scale scale;
    private final byte[] line;

    private int plan;
    private int update;
    private long index = FIRST_INDEX;
    private int length;

    Replay(Path recording, Scale scale) throws IOException {
        this.scale = scale;
        placed = EventTemplate.find(recording, "PlanResult", "pending", 4_000);
        running = EventTemplate.find(recording, "AllocationUpdated", "running", 4_000);
        failed = EventTemplate.find(recording, "AllocationUpdated", "failed", 4_000);
        complete = EventTemplate.find(recording, "AllocationUpdated", "complete", 4_000);
        int largest =
                Math.max(
                        Math.max(placed.length(), running.length()),
                        Math.max(failed.length(), complete.length()));
        line = new byte[(largest + 1) * PLAN + 100];
    }

    /** Makes the next line, or says that there is none. */
    boolean next() {
        if (plan >= scale.plans() + 2) {
            return false;
        }
        index++;
        begin();
        if (update == 0 && plan < scale.plans()) {
            place();
        } else {
            update();
        }
        end();
        step();
        return length > 0 || next();
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
            event(placed, plan * PLAN + i, 0);
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
        }
    }

    private EventTemplate last(int allocation) {
        return switch (scale.outcome(allocation)) {
            case FAILED -> failed;
            case COMPLETE -> complete;
            default -> running;
        };
    }

    private void begin() {
        byte[] head = ("{\"Index\":" + index + ",\"Events\":[").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, line, 0, head.length);
        length = head.length;
    }

    private void event(EventTemplate template, int allocation, int number) {
        long time = START + (allocation + (long) number * PLAN) * NANOS_PER_ALLOCATION;
        long created = number == 0 ? index : FIRST_INDEX;
        length =
                template.write(
                        line, length, allocation, scale.job(allocation), index, created, time);
        line[length++] = ',';
    }

    private void end() {
        if (line[length - 1] != ',') {
            length = 0;
            return;
        }
        line[length - 1] = ']';
        line[length++] = '}';
        line[length++] = '\n';
    }

    byte[] line() {
        return line;
    }

    /** Of the line, its newline included. */
    int length() {
        return length;
    }
}
