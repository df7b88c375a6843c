package io.nomadflink.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Origin;
import io.nomadflink.jobs.change.DeploymentChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentTest {
    private static final long MS = 1_000_000L;

    @Test
    void itStartsWithItsCreateTime() {
        Deployment deployment = see(new Event("running").create(100).derived(90));
        assertThat(deployment.begin()).isEqualTo(100 * MS);
        assertThat(deployment.startExact()).isTrue();
    }

    @Test
    void elseWithTheFirstDeadlineLessItsDuration() {
        Deployment deployment =
                see(
                        new Event("running").line(95),
                        new Event("running").derived(90),
                        new Event("running").derived(120));
        assertThat(deployment.begin()).isEqualTo(90 * MS);
        assertThat(deployment.startExact()).isTrue();
    }

    @Test
    void elseWithItsFirstEvent() {
        Deployment deployment =
                see(new Event("running").line(95).latest(99), new Event("running").line(97));
        assertThat(deployment.begin()).isEqualTo(95 * MS);
        assertThat(deployment.startExact()).isFalse();
    }

    @Test
    void theFirstTerminalEventEndsIt() {
        Deployment deployment =
                see(
                        new Event("running").create(100),
                        new Event("failed").modify(150),
                        new Event("failed").modify(190));
        assertThat(deployment.since(deployment.end)).isEqualTo(50);
        assertThat(deployment.endExact).isTrue();
    }

    @Test
    void withoutModifyTimeTheFrameTellsTheEnd() {
        Deployment deployment =
                see(
                        new Event("running").create(100),
                        new Event("successful").line(150).latest(190));
        assertThat(deployment.since(deployment.end)).isEqualTo(50);
        assertThat(deployment.endExact).isFalse();
    }

    @Test
    void withoutAnythingInTheFrameTheLatestTimeDoes() {
        Deployment deployment =
                see(new Event("running").create(100), new Event("cancelled").latest(190));
        assertThat(deployment.since(deployment.end)).isEqualTo(90);
    }

    @Test
    void pausesAreSummed() {
        Deployment deployment =
                see(
                        new Event("running").create(100),
                        new Event("paused").modify(110),
                        new Event("paused").modify(115),
                        new Event("running").modify(130),
                        new Event("paused").modify(140),
                        new Event("failed").modify(150));
        assertThat(deployment.pausedMillis()).isEqualTo(30);
    }

    @Test
    void countsAreTheLastOnesAlsoAfterTheEnd() {
        Deployment deployment =
                see(
                        new Event("running").create(100),
                        new Event("failed").modify(150),
                        new Event("failed").healthy(2).promoted().modify(160));
        assertThat(deployment.healthy).isEqualTo(2);
        assertThat(deployment.since(deployment.healthyAt)).isNull();
        assertThat(deployment.since(deployment.promotedAt)).isNull();
    }

    @Test
    void whatIsSeenHappeningHasATime() {
        Deployment deployment =
                see(
                        new Event("running").create(100).from(Origin.SNAPSHOT),
                        new Event("running").healthy(1).modify(120),
                        new Event("running").healthy(2).modify(130),
                        new Event("successful").healthy(3).promoted().modify(150));
        assertThat(deployment.since(deployment.healthyAt)).isEqualTo(20);
        assertThat(deployment.since(deployment.promotedAt)).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource(Origin.class)
    void whatHappenedBeforeItsFirstEventHasNone(Origin origin) {
        Deployment deployment =
                see(
                        new Event("running")
                                .create(100)
                                .healthy(1)
                                .promoted()
                                .modify(140)
                                .from(origin),
                        new Event("running").healthy(2).promoted().modify(150));
        assertThat(deployment.since(deployment.healthyAt)).isNull();
        assertThat(deployment.since(deployment.promotedAt)).isNull();
    }

    @Test
    void whatOnlyAListTellsHasNone() {
        Deployment deployment =
                see(
                        new Event("running").create(100),
                        new Event("running")
                                .healthy(1)
                                .promoted()
                                .modify(140)
                                .from(Origin.BACKFILL),
                        new Event("running").healthy(2).promoted().modify(150));
        assertThat(deployment.since(deployment.healthyAt)).isNull();
        assertThat(deployment.since(deployment.promotedAt)).isNull();
    }

    @Test
    void aPurgedOneHasNoEnd() {
        Deployment deployment = see(new Event("running").create(100));
        assertThat(deployment.purge()).isTrue();
        assertThat(deployment.purge()).isFalse();
        assertThat(deployment.status).isEqualTo("purged");
        assertThat(deployment.since(deployment.end)).isNull();
    }

    @Test
    void anEndedOneIsNotPurged() {
        Deployment deployment =
                see(new Event("running").create(100), new Event("failed").modify(150));
        assertThat(deployment.purge()).isFalse();
        assertThat(deployment.status).isEqualTo("failed");
    }

    @Test
    void aListShowsOnlyThatItHasEnded() {
        Deployment deployment =
                see(new Event("failed").create(100).modify(150).from(Origin.SNAPSHOT));
        assertThat(deployment.endExact).isFalse();
    }

    @Test
    void anEndThatIsNotExactIsNotBeforeTheStart() {
        Deployment deployment =
                see(
                        new Event("running").derived(200).line(150),
                        new Event("failed").latest(150).from(Origin.BACKFILL));
        assertThat(deployment.end).isEqualTo(200 * MS);
        assertThat(deployment.endExact).isFalse();
    }

    private static Deployment see(Event... events) {
        Deployment deployment = Deployment.first(events[0].change());
        for (Event event : events) {
            deployment.see(event.change());
        }
        return new DeploymentSerializer().copy(deployment);
    }

    /** Times in ms. */
    private static final class Event {
        private final String status;
        private long create;
        private long modify;
        private long derived;
        private long line;
        private long latest;
        private int healthy;
        private boolean promoted;
        private Origin origin = Origin.STREAM;

        Event(String status) {
            this.status = status;
        }

        Event create(long time) {
            create = time;
            return this;
        }

        Event modify(long time) {
            modify = time;
            return this;
        }

        Event derived(long time) {
            derived = time;
            return this;
        }

        Event line(long time) {
            line = time;
            return this;
        }

        Event latest(long time) {
            latest = time;
            return this;
        }

        Event healthy(int count) {
            healthy = count;
            return this;
        }

        Event promoted() {
            promoted = true;
            return this;
        }

        Event from(Origin source) {
            origin = source;
            return this;
        }

        DeploymentChange change() {
            return new DeploymentChange(
                    "d",
                    "default",
                    "web",
                    1,
                    status,
                    create * MS,
                    modify * MS,
                    derived * MS,
                    line * MS,
                    latest * MS,
                    3,
                    3,
                    healthy,
                    0,
                    0,
                    promoted,
                    Math.max(modify, line),
                    1,
                    origin);
        }
    }
}
