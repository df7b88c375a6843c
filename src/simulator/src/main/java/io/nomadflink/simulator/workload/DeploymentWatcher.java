package io.nomadflink.simulator.workload;

import java.time.Duration;

/** Watches health: goes on with rollouts, promotes, fails and rolls back deployments. */
final class DeploymentWatcher implements ClientUpdates.Listener {

    /** Plans that end a deployment come a quarter of a second after their evaluation (seen). */
    private static final Duration PLAN_DELAY = Duration.ofMillis(250);

    private static final String TRIGGER = "deployment-watcher";

    private final Cluster cluster;
    private final Scheduler scheduler;
    private final Rescheduler rescheduler;

    DeploymentWatcher(Cluster cluster, Scheduler scheduler, Rescheduler rescheduler) {
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.rescheduler = rescheduler;
    }

    @Override
    public void failed(Alloc alloc, Evaluation evaluation) {
        rescheduler.failed(alloc, evaluation);
    }

    @Override
    public void healthChanged(Deployment deployment) {
        if (deployment.hasUnhealthy()) {
            cluster.agenda().after(Duration.ofMillis(50), () -> fail(deployment));
        } else {
            cluster.agenda().after(cluster.dice().millis(500, 1200), () -> goOn(deployment));
        }
    }

    /** An operator pauses the deployment for a while. */
    void pause(Deployment deployment, Duration duration) {
        change(deployment, Deployment.PAUSED, "Deployment is paused");
        cluster.agenda().after(duration, () -> resume(deployment));
    }

    private void resume(Deployment deployment) {
        if (deployment.paused() && !deployment.job().over()) {
            change(deployment, Deployment.RUNNING, deployment.running());
            cluster.agenda().after(cluster.dice().millis(500, 1200), () -> goOn(deployment));
        }
    }

    private void change(Deployment deployment, String status, String description) {
        Evaluation evaluation = evaluation(deployment);
        cluster.log()
                .commit(
                        "DeploymentStatusUpdate",
                        tx -> {
                            deployment.status(status, description, cluster.now());
                            cluster.truth().changed(deployment, cluster.now());
                            tx.write(deployment);
                            tx.write(evaluation);
                        });
        scheduler.schedule(evaluation);
    }

    private void goOn(Deployment deployment) {
        if (!isCurrent(deployment) || deployment.paused()) {
            return;
        }
        if (deployment.needsPromotion()) {
            if (deployment.canariesHealthy()) {
                cluster.agenda().after(cluster.dice().millis(300, 5000), () -> promote(deployment));
            }
            return;
        }
        Evaluation evaluation = evaluation(deployment);
        cluster.log().commit("AllocationUpdateDesiredStatus", tx -> tx.write(evaluation));
        scheduler.schedule(evaluation, PLAN_DELAY.plus(cluster.dice().millis(2, 15)));
    }

    private void promote(Deployment deployment) {
        if (!isCurrent(deployment) || deployment.paused() || !deployment.needsPromotion()) {
            return;
        }
        Evaluation evaluation = evaluation(deployment);
        cluster.log()
                .commit(
                        "DeploymentPromotion",
                        tx -> {
                            deployment.promote();
                            tx.write(deployment);
                            tx.write(evaluation);
                            deployment.job().canaries().forEach(Alloc::promoted);
                            deployment.job().canaries().forEach(tx::write);
                        });
        scheduler.schedule(evaluation);
    }

    private void fail(Deployment deployment) {
        if (!isCurrent(deployment)) {
            return;
        }
        Job job = deployment.job();
        boolean rollsBack =
                job.spec().autoRevert() && job.stable() != null && !job.stable().equals(job.spec());
        Evaluation evaluation = evaluation(deployment);
        cluster.log()
                .commit(
                        "DeploymentStatusUpdate",
                        tx -> {
                            fail(deployment, rollsBack, tx);
                            tx.write(evaluation);
                        });
        scheduler.schedule(evaluation);
    }

    private void fail(Deployment deployment, boolean rollsBack, Transaction tx) {
        Job job = deployment.job();
        String text = "Failed due to unhealthy allocations";
        if (rollsBack) {
            text += " - rolling back to job version " + job.stableVersion();
            job.submit(job.stable(), cluster.now());
            job.markStable();
            job.specifiedAt(tx.index());
            tx.write(job);
        }
        deployment.status(Deployment.FAILED, text, cluster.now());
        cluster.truth().changed(deployment, cluster.now());
        tx.write(deployment);
    }

    private Evaluation evaluation(Deployment deployment) {
        return cluster.evaluation(deployment.job(), TRIGGER).ofDeployment(deployment);
    }

    private static boolean isCurrent(Deployment deployment) {
        Job job = deployment.job();
        return deployment.active() && !job.over() && job.deployment() == deployment;
    }
}
