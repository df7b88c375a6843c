package io.nomadflink.simulator.workload;

import java.util.ArrayList;
import java.util.List;

/** Compares what a job wants with what it has, and says what is to be changed now. */
final class Reconciler {

    private static final String UPDATED = "alloc is being updated due to job update";
    private static final String NOT_NEEDED = "alloc not needed due to job update";
    private static final String MIGRATED = "alloc is being migrated";

    /** An allocation to stop, and why. */
    record Stop(Alloc alloc, String reason) {}

    /** A place to fill. */
    record Placement(GroupSpec group, int slot, Alloc previous, boolean canary) {}

    private final Job job;
    private final List<Placement> placements = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();
    private final List<Alloc> lost = new ArrayList<>();
    private final List<Alloc> inPlace = new ArrayList<>();
    private final boolean deploys;

    Reconciler(Job job) {
        this.job = job;
        this.deploys = !job.over() && job.spec().isService() && !hasDeployment();
        if (job.deleted()) {
            return;
        }
        if (job.over()) {
            job.live().forEach(alloc -> stops.add(new Stop(alloc, NOT_NEEDED)));
        } else {
            checkCanaries();
            job.spec().groups().forEach(this::reconcile);
        }
    }

    boolean hasChanges() {
        return !placements.isEmpty() || !stops.isEmpty() || !lost.isEmpty() || !inPlace.isEmpty();
    }

    /** Whether the job's version has no deployment yet and needs one. */
    boolean deploys() {
        return deploys;
    }

    List<Placement> placements() {
        return placements;
    }

    List<Stop> stops() {
        return stops;
    }

    /** Allocations whose node is down. */
    List<Alloc> lost() {
        return lost;
    }

    /** Running allocations that fit the new version as they are. */
    List<Alloc> inPlace() {
        return inPlace;
    }

    private boolean hasDeployment() {
        Deployment latest = job.deployment();
        return latest != null && latest.json().path("JobVersion").longValue() == job.version();
    }

    private void checkCanaries() {
        job.canaries().removeIf(canary -> !canary.live());
        for (Alloc canary : List.copyOf(job.canaries())) {
            if (canary.outdated()) {
                stops.add(new Stop(canary, NOT_NEEDED));
                job.canaries().remove(canary);
            } else if (canary.node().down()) {
                lost.add(canary);
                placements.add(new Placement(canary.spec(), canary.slot(), canary, true));
            }
        }
    }

    private void reconcile(GroupSpec group) {
        Alloc[] slots = job.slots(group);
        int budget = updateBudget(group);
        for (int slot = 0; slot < slots.length; slot++) {
            Alloc holder = slots[slot];
            if (holder == null) {
                placements.add(new Placement(group, slot, null, false));
            } else if (holder.live() && holder.node().down()) {
                lost.add(holder);
                placements.add(new Placement(group, slot, holder, false));
            } else if (holder.live() && holder.migrating()) {
                replace(group, slot, holder, MIGRATED);
            } else if (holder.outdated() && job.spec().isService()) {
                budget -= update(group, slot, holder, budget);
            }
        }
        if (waitsForCanaries(group)) {
            placeCanaries(group);
        }
    }

    private int update(GroupSpec group, int slot, Alloc holder, int budget) {
        if (holder.live() && holder.fits(job.spec())) {
            inPlace.add(holder);
            return 0;
        }
        Alloc canary = promotedCanary(group, slot);
        if (canary != null) {
            if (holder.live()) {
                stops.add(new Stop(holder, NOT_NEEDED));
            }
            job.slots(group)[slot] = canary;
            job.canaries().remove(canary);
            return 0;
        }
        if (budget <= 0) {
            return 0;
        }
        replace(group, slot, holder, UPDATED);
        return 1;
    }

    private void replace(GroupSpec group, int slot, Alloc holder, String reason) {
        if (holder.live()) {
            stops.add(new Stop(holder, reason));
        }
        placements.add(new Placement(group, slot, holder, false));
    }

    /** How many allocations may be replaced now. */
    private int updateBudget(GroupSpec group) {
        if (waitsForCanaries(group)
                || !deploys && (!job.deploying() || job.deployment().paused())) {
            return 0;
        }
        int unsure = 0;
        for (Alloc holder : job.slots(group)) {
            boolean current = holder != null && holder.live() && !holder.outdated();
            unsure += current && !holder.healthKnown() ? 1 : 0;
        }
        return job.spec().maxParallel() - unsure;
    }

    private boolean waitsForCanaries(GroupSpec group) {
        if (group.canaries() == 0) {
            return false;
        }
        return deploys ? needsCanaries() : job.deploying() && job.deployment().needsPromotion();
    }

    /** Canaries stand beside allocations of an older, different version. */
    boolean needsCanaries() {
        return job.live().stream()
                .anyMatch(a -> a.outdated() && !a.canary() && !a.fits(job.spec()));
    }

    private void placeCanaries(GroupSpec group) {
        boolean placedBefore =
                job.canaries().stream().anyMatch(c -> c.group().equals(group.name()));
        for (int i = 0; !placedBefore && deploys && i < group.canaries(); i++) {
            placements.add(new Placement(group, i, null, true));
        }
    }

    private Alloc promotedCanary(GroupSpec group, int slot) {
        return job.canaries().stream()
                .filter(c -> c.group().equals(group.name()) && !c.canary())
                .filter(c -> c.slot() == slot)
                .findFirst()
                .orElse(null);
    }
}
