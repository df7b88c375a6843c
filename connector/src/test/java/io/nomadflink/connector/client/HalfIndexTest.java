package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HalfIndexTest {
    private static final long N = 100;

    private static NomadEvent evaluation(String id) {
        return Frames.event(N, Topic.EVALUATION, "JobRegistered", id, "{}");
    }

    private static ListedObject listed(Topic topic, String id, long index, String status) {
        return new ListedObject(
                topic,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("ID", id)
                        .put("Namespace", "default")
                        .put("Status", status)
                        .put("ModifyIndex", index));
    }

    @Test
    void whatTheFirstLineBroughtIsNotReadAgainButTheSecondLinesEvaluationIs() {
        HalfIndex half =
                HalfIndex.withoutSecond(N, Set.of(Signature.of(Frames.job(N, "web", "running"))));

        assertThat(half.leaves(listed(Topic.JOB, "web", N, "running"))).isFalse();
        assertThat(half.leaves(listed(Topic.ALLOCATION, "a", N, ""))).isFalse();
        assertThat(half.leaves(listed(Topic.EVALUATION, "e", N, "pending"))).isTrue();
    }

    @Test
    void aJobThatTheSecondLineChangedAgainIsRead() {
        HalfIndex half =
                HalfIndex.withoutSecond(N, Set.of(Signature.of(Frames.job(N, "web", "dead"))));

        assertThat(half.leaves(listed(Topic.JOB, "web", N, "pending"))).isTrue();
    }

    @Test
    void ofASecondLineOnlyWhatTheFirstBroughtIsRead() {
        HalfIndex half = HalfIndex.withoutFirst(new Frame(N, List.of(evaluation("e")), 100));

        assertThat(half.leaves(listed(Topic.EVALUATION, "e", N, "pending"))).isFalse();
        assertThat(half.leaves(listed(Topic.JOB, "web", N, "running"))).isTrue();
        assertThat(half.leaves(listed(Topic.ALLOCATION, "a", N, ""))).isTrue();
    }

    @Test
    void otherIndexesAreNotItsConcern() {
        HalfIndex half = HalfIndex.withoutFirst(new Frame(N, List.of(evaluation("e")), 100));

        assertThat(half.leaves(listed(Topic.EVALUATION, "e", N + 1, "pending"))).isTrue();
    }
}
