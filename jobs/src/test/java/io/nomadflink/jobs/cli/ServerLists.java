package io.nomadflink.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server's own lists say. */
final class ServerLists {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    ServerLists(String address) {
        this.address = address;
    }

    /** Status of each deployment. */
    Map<String, String> deployments() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode deployment : all("deployments")) {
            found.put(deployment.path("ID").asText(), deployment.path("Status").asText());
        }
        return found;
    }

    /** How many allocations there are, by {@code namespace/job/group}. */
    Map<String, Long> allocations() throws Exception {
        return allocations("");
    }

    /** How many of a client status, or of all, by {@code namespace/job/group}. */
    Map<String, Long> allocations(String status) throws Exception {
        Map<String, Long> found = new TreeMap<>();
        for (JsonNode allocation : all("allocations")) {
            if (status.isEmpty() || allocation.path("ClientStatus").asText().equals(status)) {
                found.merge(
                        allocation.path("Namespace").asText()
                                + "/"
                                + allocation.path("JobID").asText()
                                + "/"
                                + allocation.path("TaskGroup").asText(),
                        1L,
                        Long::sum);
            }
        }
        return found;
    }

    private List<JsonNode> all(String list) throws Exception {
        URI uri = URI.create(address + "/v1/" + list + "?namespace=*");
        byte[] body =
                client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray()).body();
        List<JsonNode> found = new ArrayList<>();
        JSON.readTree(body).forEach(found::add);
        return found;
    }
}
