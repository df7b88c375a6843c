package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.AccessToken;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.SimulatedEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole allocations are read node by node, or one by one without the right to read nodes. */
class WholeAllocationsTest {
    private static final String SECRET = "0f0f0f0f-0000-4000-8000-000000000001";
    private static final int NODES = 3;
    private static final int OF_EACH = 4;

    @TempDir private Path folder;
    private NomadSimulator server;

    @BeforeEach
    void publish() {
        server = NomadSimulator.builder().start();
        for (int i = 0; i < NODES * OF_EACH; i++) {
            long index = 10 + i;
            ObjectNode allocation = JsonNodeFactory.instance.objectNode();
            allocation.put("ID", "a" + i).put("JobID", "web").put("Namespace", "default");
            allocation.put("NodeID", "node-" + i % NODES).put("DeploymentID", "d");
            allocation.put("CreateIndex", index).put("ModifyIndex", index);
            server.publish(index, SimulatedEvents.allocation("PlanResult", allocation));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<NomadEvent> read(AccessToken token) throws Exception {
        server.tokens().accept(token);
        Path file = Files.writeString(folder.resolve("token"), SECRET);
        List<NomadEvent> found = new ArrayList<>();
        try (NomadClient client =
                QuickClient.of(server.address())
                        .token(TokenSource.file(file.toString()))
                        .client()) {
            new Backfill(
                            client.lists(),
                            Clients.subscription("default", Topic.ALLOCATION),
                            BackfillDetail.FULL,
                            Origin.SNAPSHOT,
                            0,
                            100,
                            List.of())
                    .read(frame -> found.addAll(frame.events()));
        }
        return found;
    }

    private List<String> requests(String prefix) {
        return server.requests().stream().filter(path -> path.startsWith(prefix)).toList();
    }

    @Test
    void nodeByNode() throws Exception {
        List<NomadEvent> found = read(AccessToken.reader(SECRET, "default"));

        assertThat(found).hasSize(NODES * OF_EACH);
        assertThat(found).allMatch(event -> event.objectText("DeploymentID").equals("d"));
        assertThat(requests("/v1/node/")).hasSize(NODES);
        assertThat(requests("/v1/allocation/")).isEmpty();
    }

    @Test
    void oneByOneWithoutTheRightToReadNodesAndWithoutWaitingForIt() {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    List<NomadEvent> found =
                            read(AccessToken.reader(SECRET, "default").withoutNodes());

                    assertThat(found).hasSize(NODES * OF_EACH);
                    assertThat(found)
                            .allMatch(event -> event.objectText("DeploymentID").equals("d"));
                });
        assertThat(requests("/v1/node/")).hasSize(1);
        assertThat(requests("/v1/allocation/")).hasSize(NODES * OF_EACH);
    }
}
