package io.nomadflink.jobs.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.FrameContext;
import io.nomadflink.connector.source.RecordOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterChangeDeserializerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String ID = "b7ddce5c-9e2e-4fd8-9bd3-5d4b1a1a0001";

    private final List<ClusterChange> changes = new ArrayList<>();
    private final ClusterChangeDeserializer deserializer = new ClusterChangeDeserializer();

    @Test
    void anAllocationIsReadInAnyOrderOfMembers() throws IOException {
        read(7, event("Allocation", "AllocationUpdated", "x", allocation(7, "failed")));

        assertThat(changes)
                .containsExactly(
                        new AllocationChange(
                                "default",
                                "web",
                                AllocationId.of(ID),
                                "frontend",
                                ClientStatus.FAILED,
                                true,
                                true,
                                3_000,
                                3_000,
                                7,
                                Origin.STREAM));
    }

    @Test
    void onlyTheEventWithItsOwnIndexCreatesAnAllocation() throws IOException {
        read(8, event("Allocation", "PlanResult", "x", allocation(7, "pending")));

        AllocationChange change = (AllocationChange) changes.get(0);
        assertThat(change.created()).isFalse();
        assertThat(change.clientUpdate()).isFalse();
    }

    @Test
    void deletionsComeBeforeTheAllocationsOfTheirFrame() throws IOException {
        read(
                9,
                event("Allocation", "PlanResult", "x", allocation(9, "pending")),
                event("Job", "JobDeregistered", "web", "{'Job':{'ModifyIndex':9},'Deleted':true}"));

        assertThat(changes).hasSize(2);
        assertThat(changes.get(0))
                .isInstanceOfSatisfying(
                        JobDeleted.class,
                        job -> {
                            assertThat(job.key()).isEqualTo(new JobKey("default", "web"));
                            assertThat(job.latest()).isEqualTo(2_000);
                        });
    }

    @Test
    void beforeDeletedWasSaidAnOldObjectMeansDeletion() throws IOException {
        read(
                9,
                event(
                        "Job",
                        "JobBatchDeregistered",
                        "web",
                        "{'Job':{'TaskGroups':[{'ModifyIndex':1}],'ModifyIndex':8}}"));
        assertThat(changes).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Job':{'ModifyIndex':9},'Deleted':false}",
                "{'Job':{'ModifyIndex':9}}",
                "{'Job':{'Meta':{'ModifyIndex':1}}}",
                "{'Job':{},'Deleted':null}",
                "{}"
            })
    void aStoppedJobIsNotDeleted(String payload) throws IOException {
        read(9, event("Job", "JobDeregistered", "web", payload));
        assertThat(changes).isEmpty();
    }

    @Test
    void anOldObjectUnderAnotherTypeIsNoDeletion() throws IOException {
        read(9, event("Job", "EvaluationUpdated", "web", "{'Job':{'ModifyIndex':8}}"));
        assertThat(changes).isEmpty();
    }

    @Test
    void aDeploymentIsSummedAndTakesTheTimesOfItsFrame() throws IOException {
        String groups =
                "{'a':{'RequireProgressBy':'2026-01-01T00:10:00.5Z','ProgressDeadline':600000000000,"
                        + "'DesiredTotal':3,'PlacedAllocs':2,'HealthyAllocs':1,'UnhealthyAllocs':0,"
                        + "'DesiredCanaries':1,'Promoted':true},"
                        + "'b':{'RequireProgressBy':null,'ProgressDeadline':0,'DesiredTotal':1,'PlacedAllocs':1,"
                        + "'HealthyAllocs':0,'UnhealthyAllocs':1,'DesiredCanaries':0,'Promoted':false}}";
        read(
                9,
                event(
                        "Deployment",
                        "PlanResult",
                        "d",
                        "{'Deployment':{'ID':'d','Namespace':'default','JobID':'web','JobVersion':2,'Status':'running',"
                                + "'TaskGroups':"
                                + groups
                                + ",'CreateTime':0,'ModifyTime':0}}"),
                event("Evaluation", "PlanResult", "e", "{'Evaluation':{'ModifyTime':1500000000}}"));

        DeploymentChange change = (DeploymentChange) changes.get(0);
        assertThat(change.derivedStart())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00.5Z").toEpochMilli() * 1_000_000);
        assertThat(change.lineTime()).isEqualTo(SECOND * 3 / 2);
        assertThat(change.latest()).as("of an earlier frame").isEqualTo(2 * SECOND);
        assertThat(
                        List.of(
                                change.desired(),
                                change.placed(),
                                change.healthy(),
                                change.unhealthy(),
                                change.canaries()))
                .containsExactly(4, 3, 1, 1, 1);
        assertThat(change.promoted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'Allocation':null}",
                "{'Allocation':[]}",
                "{'Allocation':{}}",
                "{'Allocation':{'ID':1,'JobID':'web'}}",
                "{'Allocation':{'ID':'x','JobID':{}}}",
                "{'Allocation':{'ID':'x','JobID':'web','CreateIndex':'secret'}}",
                "{'Allocation':{'ID':'x','JobID':'web','ClientStatus':false}}"
            })
    void aWrongPayloadIsTold(String payload) throws IOException {
        read(
                9,
                event("Allocation", "PlanResult", "x", payload),
                event("Allocation", "PlanResult", "x", allocation(9, "lost")));

        assertThat(changes).hasSize(2);
        assertThat(changes.get(0)).isEqualTo(new Malformed("Allocation", 0, 9, Origin.STREAM));
        assertThat(changes.toString()).doesNotContain("secret");
    }

    @Test
    void aSnapshotPlacesNothing() throws IOException {
        deserializer.deserialize(listed(Origin.SNAPSHOT, 5), output());

        AllocationChange change = (AllocationChange) changes.get(0);
        assertThat(change.origin()).isEqualTo(Origin.SNAPSHOT);
        assertThat(change.created()).isFalse();
        assertThat(change.clientUpdate()).isFalse();
    }

    @Test
    void aBackfillPlacesWhatWasCreatedInTheGap() throws IOException {
        Gap gap =
                new Gap(
                        "",
                        "*",
                        "Allocation",
                        4,
                        9,
                        Instant.EPOCH,
                        null,
                        Gap.Cause.SERVER_RESTART,
                        false);
        deserializer.onGap(gap, output());
        FrameContext inGap = new InGap(gap);
        deserializer.deserialize(frame(listed(Origin.BACKFILL, 5)), inGap, output());
        deserializer.deserialize(frame(listed(Origin.BACKFILL, 4)), inGap, output());

        assertThat(changes.get(0)).isEqualTo(new GapFound(gap));
        assertThat(((AllocationChange) changes.get(1)).created()).isTrue();
        assertThat(((AllocationChange) changes.get(2)).created()).isFalse();
    }

    private static NomadEvent listed(Origin origin, long createIndex) {
        byte[] payload = json(allocation(createIndex, "running")).getBytes(StandardCharsets.UTF_8);
        return new NomadEvent(
                createIndex,
                Topic.ALLOCATION,
                "AllocationUpdated",
                "x",
                "default",
                List.of(),
                origin,
                1,
                payload,
                0,
                payload.length);
    }

    private static String allocation(long createIndex, String status) {
        return "{'Timeout':false,'Allocation':{'ModifyTime':3000000000,'CreateIndex':"
                + createIndex
                + ",'TaskStates':{'ID':{'ID':[1,{'ID':2}]}},'ClientStatus':'"
                + status
                + "','TaskGroup':'frontend','JobID':'web','Namespace':'default','ID':'"
                + ID
                + "'}}";
    }

    private static String event(String topic, String type, String key, String payload) {
        return "{'Topic':'%s','Type':'%s','Key':'%s','Namespace':'default','Payload':%s}"
                .formatted(topic, type, key, payload);
    }

    private void read(long index, String... events) throws IOException {
        byte[] line =
                json("{'Index':" + index + ",'Events':[" + String.join(",", events) + "]}")
                        .getBytes(StandardCharsets.UTF_8);
        Frame frame = new FrameParser().parse(line, line.length);
        deserializer.deserialize(frame, new TwoSeconds(), output());
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private RecordOutput<ClusterChange> output() {
        return new RecordOutput<>() {
            @Override
            public void collect(ClusterChange record) {
                changes.add(record);
            }

            @Override
            public void collect(ClusterChange record, long timestampMillis) {
                assertThat(timestampMillis).isEqualTo(record.time());
                changes.add(record);
            }
        };
    }

    /** Earlier frames had allocations up to 2 s after the epoch. */
    private static final class TwoSeconds implements FrameContext {
        @Override
        public long largestTimeBefore(Topic topic) {
            return topic.equals(Topic.ALLOCATION) ? 2 * SECOND : 0;
        }

        @Override
        public long arrivalNanos() {
            return 0;
        }
    }

    private static Frame frame(NomadEvent event) {
        return new Frame(event.index(), List.of(event), 0);
    }

    private record InGap(Gap gap) implements FrameContext {
        @Override
        public long largestTimeBefore(Topic topic) {
            return 0;
        }

        @Override
        public long arrivalNanos() {
            return 0;
        }

        @Override
        public boolean inGap(long index) {
            return index > gap.afterIndex() && index < gap.beforeIndex();
        }
    }
}
