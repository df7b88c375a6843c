package io.nomadflink.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Flink's REST interface. */
record FlinkRest(String address) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Set<String> OVER = Set.of("FINISHED", "FAILED", "CANCELED");

    /** What came back. */
    record Reply(int status, JsonNode body) {}

    JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path)).GET()).body();
    }

    Reply post(String path, JsonNode body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static Reply send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                HTTP.send(
                        request.timeout(Duration.ofMinutes(1)).build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), JSON.readTree(response.body()));
    }

    /** The id of an uploaded jar. */
    String upload(Path jar) throws Exception {
        String boundary = "e2e-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + jar.getFileName()
                                + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(jar));
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        Reply reply =
                send(
                        HttpRequest.newBuilder(URI.create(address + "/jars/upload"))
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
        String name = reply.body().get("filename").asText();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    Reply run(String jarId, int parallelism, List<String> arguments) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("parallelism", parallelism);
        ArrayNode list = body.putArray("programArgsList");
        arguments.forEach(list::add);
        return post("/jars/" + jarId + "/run", body);
    }

    void awaitTaskManagers(int count, Duration limit) throws Exception {
        Java.await(
                count + " TaskManagers",
                limit,
                () -> answers() && get("/taskmanagers").get("taskmanagers").size() >= count);
    }

    boolean answers() {
        try {
            return get("/overview").has("slots-total");
        } catch (Exception e) {
            return false;
        }
    }

    String status(String job) throws Exception {
        return get("/jobs/" + job).path("state").asText();
    }

    String awaitEnd(String job, Duration limit) throws Exception {
        Java.await("the end of job " + job, limit, () -> OVER.contains(status(job)));
        return status(job);
    }

    /** Lets every window close, and the job end. */
    void drain(String job) throws Exception {
        Reply reply = post("/jobs/" + job + "/stop", JSON.createObjectNode().put("drain", true));
        if (reply.status() != 202 || !awaitEnd(job, Duration.ofMinutes(1)).equals("FINISHED")) {
            throw new IllegalStateException(job + ": " + reply + ", then " + status(job));
        }
    }

    void cancel(String job) throws Exception {
        send(
                HttpRequest.newBuilder(URI.create(address + "/jobs/" + job))
                        .method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    /** RUNNING, with all of its tasks. */
    void awaitRunning(String job, Duration limit) throws Exception {
        Java.await("running job " + job, limit, () -> isRunning(job));
    }

    private boolean isRunning(String job) {
        try {
            JsonNode found = get("/jobs/" + job);
            if (!found.path("state").asText().equals("RUNNING")) {
                return false;
            }
            for (JsonNode vertex : found.get("vertices")) {
                if (!vertex.get("status").asText().equals("RUNNING")) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    long completedCheckpoints(String job) throws Exception {
        return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asLong();
    }

    /** The TaskManager on which the job's source runs. */
    String taskManagerOf(String job) throws Exception {
        String source = get("/jobs/" + job).get("vertices").get(0).get("id").asText();
        return get("/jobs/" + job + "/vertices/" + source)
                .get("subtasks")
                .get(0)
                .get("taskmanager-id")
                .asText();
    }
}
