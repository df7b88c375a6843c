package io.nomadflink.benchmarks.c2m;

import io.nomadflink.benchmarks.Recording;
import io.nomadflink.benchmarks.consumer.OnePass;
import io.nomadflink.benchmarks.corpus.CorpusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Both jobs over a made run, in this process. */
public final class SmallReplay {
    private SmallReplay() {}

    /**
     * @return the database
     */
    public static Path run(Scale scale, Path directory) throws Exception {
        int port = CorpusServer.start(ReplayServer.body(Recording.FILE, scale));
        OnePass.of("jobs-sqlite", port, scale.events(), directory);
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("results.db"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no results in " + directory));
        }
    }
}
