package io.nomadflink.e2e.chaos;

import io.nomadflink.simulator.Faults;
import io.nomadflink.simulator.Restart;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What can go wrong. */
enum Fault {
    CUT_WITHIN_A_LINE((w, r) -> w.each(f -> f.cutNextLine(r.nextInt(3000), r.nextBoolean()))),
    CLOSED((w, r) -> w.each(Faults::closeAll)),
    DROPPED_AS_TOO_SLOW((w, r) -> w.each(f -> f.endAll("event dropped from buffer"))),
    SILENCE((w, r) -> w.each(f -> f.silence(millis(r, 500, 4000)))),
    NO_HEARTBEATS((w, r) -> w.each(f -> f.withholdHeartbeats(millis(r, 500, 3000)))),
    DRIP((w, r) -> w.each(f -> f.drip(500 + r.nextInt(20_000), millis(r, 200, 1500)))),
    RESTART((w, r) -> w.world.server().restart(Restart.replaying(millis(r, 0, 400)))),
    RESTART_REPLAYING_VISIBLY(
            (w, r) ->
                    w.world
                            .server()
                            .restart(
                                    Restart.replaying(millis(r, 0, 200))
                                            .visibly()
                                            .blindFor(millis(r, 0, 600)))),
    RESTART_BLIND(
            (w, r) ->
                    w.world
                            .server()
                            .restart(
                                    Restart.replaying(millis(r, 0, 200))
                                            .blindFor(millis(r, 100, 900)))),
    RESTART_WITH_EMPTY_BUFFER((w, r) -> w.world.server().restart(Restart.empty(millis(r, 0, 400)))),
    BUFFER_LOST((w, r) -> w.each(Faults::forget)),
    QUIET_AND_BUFFER_LOST(
            (w, r) -> {
                w.world.pump().hold();
                w.each(Faults::forget);
                pause(millis(r, 100, 1500));
                w.world.pump().release();
            }),
    BUFFER_OVERRUN(
            (w, r) -> {
                w.each(f -> f.refuseStreams(500, millis(r, 100, 300)));
                w.each(Faults::closeAll);
                w.world.pump().burst(w.world.setting().buffer() / 2 + r.nextInt(400));
            }),
    REFUSED_403((w, r) -> w.refuse(403, r)),
    REFUSED_429((w, r) -> w.refuse(429, r)),
    REFUSED_500((w, r) -> w.refuse(500, r)),
    LISTS_REFUSED(
            (w, r) -> {
                w.each(Faults::forget);
                w.each(f -> f.refuse(500, millis(r, 200, 900)));
            }),
    OK_AND_NOTHING(
            (w, r) -> {
                w.each(f -> f.headersOnly(millis(r, 100, 1000)));
                w.each(Faults::closeAll);
            }),
    NO_LEADER((w, r) -> w.eachCut(r, f -> f.loseLeader(millis(r, 100, 1500)))),
    NO_SERVER((w, r) -> w.eachCut(r, f -> f.loseServer(millis(r, 100, 1000)))),
    BROKER_OFF(
            (w, r) -> {
                w.each(f -> f.disableBroker(true));
                w.each(Faults::closeAll);
                pause(millis(r, 100, 700));
                w.each(f -> f.disableBroker(false));
            }),
    TOKEN_ROTATED((w, r) -> w.world.rotateToken(r.nextBoolean())),
    FAILOVER(
            (w, r) -> {
                w.world.server().stop();
                pause(millis(r, 50, 700));
                w.world.server().start();
            }),
    LAGGING_FOLLOWER(
            (w, r) -> {
                w.world.follower().lagBehind(1 + r.nextInt(100));
                w.world.server().stop();
                pause(millis(r, 50, 2500));
                w.world.follower().lagBehind(0);
                w.world.server().start();
            }),
    FOLLOWER_CUT_OFF(
            (w, r) -> {
                w.world.follower().pause();
                w.world.server().faults().refuseStreams(500, millis(r, 50, 2000));
                w.each(Faults::closeAll);
                pause(millis(r, 50, 2500));
                w.world.follower().resume();
            }),
    ONE_OF_TWO_CLOSED((w, r) -> w.world.servers().get(r.nextInt(2)).faults().closeAll()),
    NEW_NAMESPACE(
            (w, r) -> {
                String namespace = "team-" + Long.toString(r.nextLong() >>> 1, 36);
                w.world.server().createNamespace(namespace);
                if (r.nextBoolean()) {
                    w.each(Faults::closeAll);
                }
                pause(millis(r, 0, 400));
                w.world.pump().marker(namespace);
            }),
    SLOW_SINK(
            (w, r) -> {
                w.world.journal().stall();
                w.world.pump().burst(r.nextInt(300));
                pause(millis(r, 200, 1500));
                w.world.journal().resume();
            }),
    SINK_FAILS((w, r) -> w.world.journal().failOnce()),
    TASK_MANAGER_KILLED((w, r) -> w.world.replaceTaskManager()),
    JOB_MANAGER_LOST((w, r) -> w.world.replaceJobManager(millis(r, 0, 500))),
    BACK_TO_A_CHECKPOINT((w, r) -> w.world.restore()),
    SAVEPOINT_AND_RESCALE((w, r) -> w.world.rescale(r));

    private static final Set<Fault> OF_FOLLOWERS =
            EnumSet.of(LAGGING_FOLLOWER, FOLLOWER_CUT_OFF, ONE_OF_TWO_CLOSED);

    /** What it does; returns when it is over or goes on by itself. */
    private interface Act {
        void on(Stage stage, Random random) throws Exception;
    }

    private record Stage(World world) {
        void each(Consumer<Faults> act) {
            world.servers().forEach(server -> act.accept(server.faults()));
        }

        void eachCut(Random random, Consumer<Faults> act) {
            each(act);
            if (random.nextBoolean()) {
                each(Faults::closeAll);
            }
        }

        void refuse(int status, Random random) {
            Duration duration = millis(random, 100, 1000);
            boolean lists = random.nextBoolean();
            each(f -> refuse(f, status, lists, duration));
            each(Faults::closeAll);
        }

        private static void refuse(Faults f, int status, boolean lists, Duration duration) {
            if (lists) {
                f.refuse(status, duration);
            } else {
                f.refuseStreams(status, duration);
            }
        }
    }

    private final Act act;

    Fault(Act act) {
        this.act = act;
    }

    /** Those that can happen with or without a follower. */
    static List<Fault> possible(boolean twoServers) {
        return Arrays.stream(values())
                .filter(fault -> twoServers || !OF_FOLLOWERS.contains(fault))
                .toList();
    }

    void strike(World world, Random random) throws Exception {
        act.on(new Stage(world), random);
    }

    private static Duration millis(Random random, int from, int to) {
        return Duration.ofMillis(from + random.nextInt(to - from + 1));
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }
}
