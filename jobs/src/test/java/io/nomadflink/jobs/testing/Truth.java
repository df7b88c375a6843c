package io.nomadflink.jobs.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What a server's own lists said while its stream was recorded. */
public final class Truth {
    private final JsonNode root;
    private final Set<String> visible;

    private Truth(JsonNode root, Set<String> visible) {
        this.root = root;
        this.visible = visible;
    }

    /**
     * @param visible namespaces that the stream could see
     */
    public static Truth of(String version, Set<String> visible) {
        Path file = Path.of(System.getProperty("recordings"), version, "events.truth.json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new Truth(new ObjectMapper().readTree(in), visible);
        } catch (IOException e) {
            throw new UncheckedIOException(version, e);
        }
    }

    /** Allocations that ever failed by {@code namespace/job/group}. */
    public Map<String, Long> failures() {
        Map<String, Long> found = new TreeMap<>();
        for (JsonNode allocation : root.get("allocations")) {
            if (isVisible(allocation) && allocation.get("ever_failed").asBoolean()) {
                String group =
                        text(allocation, "namespace")
                                + "/"
                                + text(allocation, "job")
                                + "/"
                                + text(allocation, "task_group");
                found.merge(group, 1L, Long::sum);
            }
        }
        return found;
    }

    /** The last status of each deployment. */
    public Map<String, String> deployments() {
        Map<String, String> found = new TreeMap<>();
        root.get("deployments")
                .properties()
                .forEach(
                        entry -> {
                            if (isVisible(entry.getValue())) {
                                found.put(entry.getKey(), text(entry.getValue(), "final_status"));
                            }
                        });
        return found;
    }

    private boolean isVisible(JsonNode object) {
        return visible.contains(text(object, "namespace"));
    }

    private static String text(JsonNode object, String member) {
        return object.get(member).asText();
    }
}
