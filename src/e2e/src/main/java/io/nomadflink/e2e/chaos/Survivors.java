package io.nomadflink.e2e.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a cluster's own lists say in the end: each object at the index of its last change. */
final class Survivors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 100;
    private static final Map<String, String> LISTS =
            Map.of(
                    "Job", "jobs",
                    "Allocation", "allocations",
                    "Deployment", "deployments",
                    "Evaluation", "evaluations",
                    "Node", "nodes");

    private Survivors() {}

    static List<Happening> of(String address, String token)
            throws IOException, InterruptedException {
        List<Happening> found = new ArrayList<>();
        for (String topic : Markers.TOPICS) {
            URI uri = URI.create(address + "/v1/" + LISTS.get(topic) + "?namespace=*");
            HttpRequest request =
                    HttpRequest.newBuilder(uri).header("X-Nomad-Token", token).build();
            for (JsonNode object : JSON.readTree(read(request))) {
                found.add(Happening.listed(topic, object));
            }
        }
        return found;
    }

    /** The last fault may last for a moment. */
    private static byte[] read(HttpRequest request) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 1; ; i++) {
            HttpResponse<byte[]> response =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                return response.body();
            }
            if (i == ATTEMPTS) {
                throw new IOException(request.uri() + " answers " + response.statusCode());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
