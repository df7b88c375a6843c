package io.nomadflink.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lists show what the events said. */
class ListsTest {

    private NomadSimulator nomad;

    private record Response(List<String> head, String body) {
        JsonNode json() {
            return Json.parse(body.getBytes(StandardCharsets.UTF_8));
        }

        String header(String name) {
            return head.stream()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse(null);
        }
    }

    @BeforeEach
    void publish() {
        nomad = NomadSimulator.builder().namespaces("empty").start();
        nomad.publish(11, Samples.job("default", "web", 11));
        nomad.publish(12, Samples.job("team", "web", 12));
        nomad.publish(
                13,
                Samples.allocated("a1", "web", "failed", 13),
                Samples.allocated("a2", "web", "running", 13),
                Samples.deployment("deployment-of-web", "web", 13));
        nomad.publish(14, Samples.evaluation("e1", "web", "", 14));
        nomad.publish(15, Samples.node("node-1", 15));
        nomad.publish(16, Samples.allocated("a3", "web", "running", 16));
    }

    @AfterEach
    void close() {
        nomad.close();
    }

    @Test
    void jobsHaveSummaries() throws IOException {
        Response response = get("/v1/jobs");
        assertThat(response.json()).hasSize(1);
        JsonNode counts = response.json().get(0).at("/JobSummary/Summary/group");
        assertThat(counts.path("Failed").intValue()).isEqualTo(1);
        assertThat(counts.path("Running").intValue()).isEqualTo(2);
        assertThat(response.header("X-Nomad-Index")).isEqualTo("16");
        assertThat(response.header("X-Nomad-KnownLeader")).isEqualTo("true");
        assertThat(response.header("X-Nomad-LastContact")).isEqualTo("0");
    }

    @Test
    void namespacesSelect() throws IOException {
        assertThat(get("/v1/jobs?namespace=*").json()).hasSize(2);
        assertThat(get("/v1/jobs?namespace=team").json()).hasSize(1);
        assertThat(get("/v1/jobs?namespace=empty").json()).isEmpty();
        assertThat(get("/v1/jobs?prefix=x").json()).isEmpty();
        assertThat(names(get("/v1/namespaces").json(), "Name"))
                .containsExactlyInAnyOrder("default", "empty", "team");
    }

    @Test
    void allocationsAreStubsWithTheirJobsVersion() throws IOException {
        JsonNode stub = get("/v1/allocations").json().get(0);
        assertThat(stub.has("DeploymentID")).isFalse();
        assertThat(stub.path("JobVersion").intValue()).isEqualTo(4);
        assertThat(stub.path("JobType").asText()).isEqualTo("service");
        JsonNode full = get("/v1/allocation/a1").json();
        assertThat(full.path("DeploymentID").asText()).isEqualTo("deployment-of-web");
        assertThat(full.at("/Job/ID").asText()).isEqualTo("web");
        assertThat(get("/v1/node/node-1/allocations").json()).hasSize(3);
    }

    @Test
    void pagesGoOnWhereTheyEnded() throws IOException {
        Response first = get("/v1/allocations?per_page=2");
        assertThat(names(first.json(), "ID")).containsExactly("a1", "a2");
        assertThat(first.header("X-Nomad-NextToken")).isEqualTo("16.a3");
        Response second = get("/v1/allocations?per_page=2&next_token=16.a3");
        assertThat(names(second.json(), "ID")).containsExactly("a3");
        assertThat(second.header("X-Nomad-NextToken")).isNull();
        assertThat(names(get("/v1/allocations?reverse=true").json(), "ID"))
                .containsExactly("a3", "a2", "a1");
    }

    @Test
    void indexesBelongToTables() throws IOException {
        assertThat(get("/v1/deployments").header("X-Nomad-Index")).isEqualTo("13");
        assertThat(get("/v1/evaluations").header("X-Nomad-Index")).isEqualTo("14");
        assertThat(get("/v1/nodes").header("X-Nomad-Index")).isEqualTo("15");
        assertThat(get("/v1/services").header("X-Nomad-Index")).isEqualTo("1");
        assertThat(get("/v1/job/web?namespace=team").header("X-Nomad-Index")).isEqualTo("12");
    }

    @Test
    void otherEndpointsAnswer() throws IOException {
        assertThat(get("/v1/deployment/deployment-of-web").json().path("JobID").asText())
                .isEqualTo("web");
        assertThat(get("/v1/nodes").json().get(0).path("Address").asText()).isEqualTo("10.0.0.1");
        assertThat(get("/v1/node/pools").json()).hasSize(2);
        assertThat(get("/v1/regions").body()).isEqualTo("[\"global\"]");
        assertThat(get("/v1/status/leader").body()).isEqualTo("\"127.0.0.1:4647\"");
        JsonNode self = get("/v1/agent/self").json();
        assertThat(self.at("/config/Server/EnableEventBroker").asBoolean()).isTrue();
        assertThat(self.at("/config/Region").asText()).isEqualTo("global");
        assertThat(get("/v1/job/absent").head().get(0)).isEqualTo("HTTP/1.1 404 Not Found");
        assertThat(get("/v1/jobs?region=mars").body()).isEqualTo("No path to region");
    }

    @Test
    void aPurgedJobTakesItsObjectsAlong() throws IOException {
        nomad.publish(20, Samples.purged("default", "web"));
        for (String list : List.of("jobs", "allocations", "deployments", "evaluations")) {
            Response response = get("/v1/" + list);
            assertThat(response.json()).isEmpty();
            assertThat(response.header("X-Nomad-Index")).isEqualTo("20");
        }
        assertThat(get("/v1/jobs?namespace=*").json()).hasSize(1);
    }

    @Test
    void garbageIsCollectedWithoutAnEvent() throws IOException {
        nomad.collectGarbage(
                object -> object.json().path("ClientStatus").asText().equals("failed"));
        assertThat(names(get("/v1/allocations").json(), "ID")).containsExactly("a2", "a3");
        assertThat(nomad.lastIndex()).isEqualTo(16);
    }

    @Test
    void aBlockingQueryWaitsForItsTable() throws Exception {
        assertThat(get("/v1/nodes?index=15&wait=10ms").header("X-Nomad-Index")).isEqualTo("15");
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(this::blocked);
        nomad.publish(30, Samples.job("default", "api", 30));
        nomad.publish(31, Samples.node("node-2", 31));
        assertThat(answer.get().json()).hasSize(2);
    }

    @Test
    void tokensDecide() throws IOException {
        nomad.tokens().accept("root");
        nomad.tokens().accept(AccessToken.reader("team-only", "team"));
        assertThat(get("/v1/jobs", "X-Nomad-Token: bad").head().get(0)).contains("403");
        assertThat(get("/v1/namespaces").body()).isEqualTo("[]");
        assertThat(get("/v1/status/leader").head().get(0)).contains("200");
        assertThat(get("/v1/jobs?namespace=*", "X-Nomad-Token: team-only").json()).hasSize(1);
        assertThat(get("/v1/jobs", "X-Nomad-Token: team-only").head().get(0)).contains("403");
        assertThat(get("/v1/acl/token/self", "X-Nomad-Token: root").json().path("Type").asText())
                .isEqualTo("management");
        assertThat(get("/v1/acl/token/self", "X-Nomad-Token: bad").head().get(0)).contains("403");
    }

    @Test
    void nodesAndTheirAllocationsNeedARightOfTheirOwn() throws IOException {
        nomad.tokens().accept(AccessToken.reader("jobs", "default").withoutNodes());
        nomad.tokens().accept(AccessToken.reader("both", "default"));
        for (String path : List.of("/v1/nodes", "/v1/node/node-1", "/v1/node/node-1/allocations")) {
            assertThat(get(path, "X-Nomad-Token: jobs").head().get(0)).contains("403");
            assertThat(get(path, "X-Nomad-Token: both").head().get(0)).contains("200");
        }
        assertThat(get("/v1/allocation/a1", "X-Nomad-Token: jobs").head().get(0)).contains("200");
    }

    @Test
    void withoutALeaderOnlyStaleReadsAnswer() throws IOException {
        nomad.tokens().accept("root");
        nomad.faults().blind(Duration.ofHours(1));
        assertThat(get("/v1/jobs?stale", "X-Nomad-Token: root").body())
                .isEqualTo("Permission denied");
        assertThat(get("/v1/status/leader?stale").body()).isEqualTo("\"\"");
        CompletableFuture<Response> consistent =
                CompletableFuture.supplyAsync(() -> unchecked("/v1/namespaces"));
        nomad.faults().blind(Duration.ZERO);
        assertThat(consistent.join().head().get(0)).contains("200");
        nomad.faults().loseLeader(Duration.ofHours(1));
        assertThat(get("/v1/jobs?stale", "X-Nomad-Token: root").header("X-Nomad-KnownLeader"))
                .isEqualTo("false");
    }

    private Response blocked() {
        return unchecked("/v1/nodes?index=15");
    }

    private Response unchecked(String target) {
        try {
            return get(target);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response get(String target, String... headers) throws IOException {
        try (RawClient client = new RawClient(nomad)) {
            List<String> head = client.get(target, headers);
            return new Response(head, client.body(head));
        }
    }

    private static List<String> names(JsonNode list, String field) {
        List<String> names = new ArrayList<>();
        list.forEach(item -> names.add(item.path(field).asText()));
        return names;
    }
}
