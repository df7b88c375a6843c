package io.nomadflink.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Nomad, server and client in one, on the loopback interface; its cloud fingerprinters would
 * call out, so not.
 */
final class NomadAgent implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIGURATION =
            """
            data_dir             = "%s"
            bind_addr            = "127.0.0.1"
            disable_update_check = true
            advertise {
              http = "127.0.0.1"
              rpc  = "127.0.0.1"
              serf = "127.0.0.1"
            }
            ports {
              http = %d
              rpc  = %d
              serf = %d
            }
            server {
              enabled          = true
              bootstrap_expect = 1
            }
            client {
              enabled           = true
              network_interface = "lo"
              options = {
                "fingerprint.denylist" = "env_aws,env_azure,env_gce,env_digitalocean"
              }
            }
            plugin "raw_exec" {
              config {
                enabled = true
              }
            }
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;
    private final Path allocations;

    NomadAgent(String binary, Path directory) throws Exception {
        int port = Java.freePort();
        address = "http://127.0.0.1:" + port;
        allocations = directory.resolve("data").resolve("alloc");
        Path configuration = directory.resolve("nomad.hcl");
        Files.writeString(
                configuration,
                CONFIGURATION.formatted(
                        directory.resolve("data"), port, Java.freePort(), Java.freePort()));
        process =
                Java.start(
                        List.of(binary, "agent", "-config", configuration.toString()),
                        Map.of(),
                        directory.resolve("nomad.log"));
        Java.await("a node is ready", Duration.ofMinutes(1), this::isReady);
    }

    String address() {
        return address;
    }

    private boolean areAllocationsGone() throws Exception {
        send("PUT", "/v1/system/gc");
        try (Stream<Path> found = Files.list(allocations)) {
            return found.findAny().isEmpty();
        }
    }

    private boolean isReady() {
        try {
            JsonNode nodes = get("/v1/nodes");
            return nodes.size() == 1 && nodes.get(0).path("Status").asText().equals("ready");
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    void register(String job) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/v1/jobs"))
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"Job\":" + job + "}"))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("registering: " + response.statusCode() + " " + response.body());
        }
    }

    private void send(String method, String path) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /**
     * Ends its tasks first: they outlive an agent, and what it mounts for them can't be deleted.
     */
    @Override
    public void close() throws Exception {
        for (JsonNode job : get("/v1/jobs?namespace=*")) {
            send("DELETE", "/v1/job/" + job.get("ID").asText() + "?purge=true");
        }
        Java.await("allocations are gone", Duration.ofMinutes(1), this::areAllocationsGone);
        process.destroy();
        process.onExit().join();
    }
}
