package io.nomadflink.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What all measurements have in common. */
public final class Setting {
    @Option(names = "--quick", description = "Smaller streams and fewer passes: a few minutes.")
    boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there.")
    Path json;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description =
                    "For streams and logs, kept (default: one under the system's temporary files).")
    Path directory = Path.of(System.getProperty("java.io.tmpdir"), "nomad-flink-bench");

    public boolean quick() {
        return quick;
    }

    public Path directory() {
        return directory;
    }

    /** A new directory, kept. */
    public Path scratch(String prefix) throws IOException {
        return Files.createTempDirectory(directory, prefix);
    }

    public Path recording() {
        return Path.of(System.getProperty("recordings"), "2.0.5", "events.ndjson.gz");
    }

    /** If anyone asked for it. */
    public void writeJson(Object results) throws IOException {
        if (json != null) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(json.toFile(), results);
        }
    }
}
