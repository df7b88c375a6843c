package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.AccessToken;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableEvidenceTest {
    private static final long JOB_AT = 10;

    private final NomadSimulator server = NomadSimulator.builder().namespaces("eu").start();

    @BeforeEach
    void aJobAndLaterItsAllocation() {
        server.publish(JOB_AT, Clients.job("web", JOB_AT));
        server.publish(20, Simulated.allocation("a", 20));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OptionalLong since(long position, Subscription subscription) throws IOException {
        try (NomadClient client = QuickClient.of(server.address()).client()) {
            return new TableEvidence(client.api()).since(position, server.address(), subscription);
        }
    }

    @Test
    void summariesOfJobsAreNoWritesOfJobs() throws Exception {
        assertThat(since(JOB_AT, Clients.subscription("*", Topic.JOB))).hasValue(JOB_AT);
        assertThat(since(JOB_AT, Clients.subscription("default", Topic.JOB))).hasValue(JOB_AT);
    }

    @Test
    void aWriteIsAWrite() throws Exception {
        assertThat(since(JOB_AT - 1, Clients.subscription("*", Topic.JOB))).hasValue(JOB_AT);
        assertThat(since(JOB_AT, Clients.subscription("*", Topic.JOB, Topic.ALLOCATION)))
                .hasValue(20);
    }

    /** A position may come from the list, so from the summaries. */
    @Test
    void aPositionBetweenJobsAndTheirSummariesIsNoStateThatWentBack() throws Exception {
        assertThat(since(15, Clients.subscription("*", Topic.JOB))).hasValue(15);
        assertThat(since(20, Clients.subscription("*", Topic.JOB))).hasValue(20);
    }

    @Test
    void olderTablesAreTold() throws Exception {
        assertThat(since(21, Clients.subscription("*", Topic.JOB))).hasValue(20);
        assertThat(since(11, Clients.subscription("*", Topic.DEPLOYMENT))).hasValue(1);
    }

    @Test
    void aJobOfTheNameThatIsAskedForIsNoEvidence() throws Exception {
        server.publish(30, Clients.job("flink-connector-nomad-asks-for-no-job", 30));
        server.publish(40, Simulated.allocation("a", 40));
        assertThat(since(30, Clients.subscription("default", Topic.JOB))).hasValue(40);
    }

    @Test
    void withoutARightTheListHasToDo() throws Exception {
        server.tokens().accept(AccessToken.reader("", "eu"));
        assertThat(since(JOB_AT, Clients.subscription("*", Topic.JOB))).hasValue(20);
        assertThat(since(JOB_AT, Clients.subscription("eu", Topic.JOB))).hasValue(JOB_AT);
    }

    @Test
    void aTopicWithoutListHasNone() throws Exception {
        assertThat(since(JOB_AT, Clients.subscription("*", Topic.of("Unheard")))).isEmpty();
        assertThat(since(JOB_AT, Clients.subscription("*", Topic.ALL))).isEmpty();
    }
}
