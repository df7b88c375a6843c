package io.nomadflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;

/** All that Flink's REST API, and so its UI, tells of a job. */
final class RestPages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> OF_CLUSTER =
            List.of(
                    "/config",
                    "/overview",
                    "/jobs/overview",
                    "/jobmanager/config",
                    "/jobmanager/environment",
                    "/jobmanager/thread-dump",
                    "/taskmanagers");

    private static final List<String> OF_JOB =
            List.of(
                    "",
                    "/config",
                    "/plan",
                    "/status",
                    "/exceptions",
                    "/accumulators?includeSerializedValue=true",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/metrics");

    private static final List<String> OF_VERTEX =
            List.of(
                    "",
                    "/accumulators",
                    "/metrics",
                    "/subtasks/accumulators",
                    "/subtasks/metrics",
                    "/subtasktimes",
                    "/taskmanagers",
                    "/watermarks");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    RestPages(URI address) {
        this.address = address;
    }

    /** One page after the other, as text. */
    String textOf(JobID job) throws IOException, InterruptedException {
        String ofJob = "/jobs/" + job;
        List<String> paths = new ArrayList<>(OF_CLUSTER);
        OF_JOB.forEach(path -> paths.add(ofJob + path));
        for (JsonNode vertex : JSON.readTree(page(ofJob)).path("vertices")) {
            String ofVertex = ofJob + "/vertices/" + vertex.path("id").asText();
            OF_VERTEX.forEach(path -> paths.add(ofVertex + path));
            for (String metric : metrics(ofVertex)) {
                paths.add(ofVertex + "/subtasks/metrics?get=" + metric);
            }
        }
        for (JsonNode checkpoint : JSON.readTree(page(ofJob + "/checkpoints")).path("history")) {
            paths.add(ofJob + "/checkpoints/details/" + checkpoint.path("id").asText());
        }
        StringBuilder text = new StringBuilder();
        for (String path : paths) {
            text.append(path).append(": ").append(page(path)).append('\n');
        }
        return text.toString();
    }

    private List<String> metrics(String ofVertex) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode metric : JSON.readTree(page(ofVertex + "/subtasks/metrics"))) {
            names.add(URLEncoder.encode(metric.path("id").asText(), StandardCharsets.UTF_8));
        }
        return names;
    }

    private String page(String path) throws IOException, InterruptedException {
        var answer =
                http.send(
                        HttpRequest.newBuilder(address.resolve(path)).build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }
}
