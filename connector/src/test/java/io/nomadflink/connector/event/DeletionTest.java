package io.nomadflink.connector.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Events;
import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.payload.Job;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionTest {

    @ParameterizedTest
    @CsvSource({
        "JobDeregistered, 10, 9, , true",
        "JobDeregistered, 10, 10, , false",
        "JobBatchDeregistered, 10, 9, , true",
        "JobBatchDeregistered, 10, 10, , false",
        "JobRegistered, 10, 9, , false",
        "PlanResult, 10, 9, , false",
        "JobDeregistered, 10, 9, false, false",
        "JobDeregistered, 10, 10, true, true",
        "SomethingNew, 10, 10, true, true",
    })
    void aJobIsDeletedIfThePayloadSaysSoElseIfItIsOlderThanItsDeregistration(
            String type, long index, long modifyIndex, Boolean deleted, boolean expected) {
        assertThat(Deletion.isJobDeletion(type, index, modifyIndex, deleted)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0.5", "2.0.5-acl"})
    void theRuleForOldServersAgreesWithWhatNewOnesSay(String version) throws IOException {
        AtomicInteger deletions = new AtomicInteger();
        Recordings.events(
                Recordings.of(version),
                event -> {
                    if (event.topic() == Topic.JOB) {
                        long modifyIndex = event.payload(Job.class).modifyIndex();
                        boolean byIndex =
                                Deletion.isJobDeletion(
                                        event.type(), event.index(), modifyIndex, null);
                        assertThat(event.flags().deleted()).isEqualTo(byIndex);
                        deletions.addAndGet(byIndex ? 1 : 0);
                    }
                });
        assertThat(deletions).hasPositiveValue();
    }

    @ParameterizedTest
    @CsvSource({
        "Service, ServiceRegistration, false",
        "Service, ServiceDeregistration, true",
        "Service, PlanResult, true",
        "Service, AllocationUpdated, true",
        "NodePool, NodePoolUpserted, false",
        "NodePool, NodePoolDeleted, true",
        "ACLToken, ACLTokenDeleted, true",
        "ACLAuthMethod, ACLAuthMethodDeleted, true",
        "HostVolume, HostVolumeDeleted, true",
        "CSIVolume, CSIVolumeDeregistered, true",
        "CSIVolume, CSIVolumeClaim, false",
        "Allocation, AllocationUpdated, false",
        "Quota, QuotaDeleted, true",
    })
    void otherObjectsAreGoneByType(String topic, String type, boolean expected) {
        assertThat(Events.event(Topic.of(topic), type, 10, "{}").isDeletion()).isEqualTo(expected);
    }

    @Test
    void aVariableIsDeletedIfThePayloadSaysSo() {
        String deleted = "{\"Metadata\":{\"Path\":\"a\"},\"Deleted\":true}";
        String kept = "{\"Deleted\":false,\"Metadata\":{\"Path\":\"a\"}}";
        assertThat(Events.event(Topic.VARIABLE, "VariableUpdated", 10, deleted).isDeletion())
                .isTrue();
        assertThat(Events.event(Topic.VARIABLE, "VariableUpdated", 10, kept).isDeletion())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SNAPSHOT", "BACKFILL"})
    void whatAListHoldsIsThere(Origin origin) {
        NomadEvent service =
                Events.event(Topic.SERVICE, "", 10, origin, "{\"Service\":{\"ID\":\"a\"}}");
        NomadEvent job =
                Events.event(
                        Topic.JOB, "JobDeregistered", 10, origin, "{\"Job\":{\"ModifyIndex\":9}}");
        assertThat(service.isDeletion()).isFalse();
        assertThat(job.isDeletion()).isFalse();
    }
}
