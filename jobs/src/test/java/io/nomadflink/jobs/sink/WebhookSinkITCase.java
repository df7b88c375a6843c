package io.nomadflink.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.nomadflink.jobs.testing.NewestRows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows posted to a real HTTP server that is not always willing. */
class WebhookSinkITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir Path directory;

    private final NewestRows rows = new NewestRows();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int refusal;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(
                "/rows",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    boolean refused = refusal > 0 && requests.incrementAndGet() % 3 == 0;
                    if (!refused) {
                        authorizations.add(
                                exchange.getRequestHeaders().getFirst("Authorization") + "");
                        rows.takePosted(body);
                    }
                    exchange.sendResponseHeaders(refused ? refusal : 204, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void takesAllRowsThoughItRefusesSome() throws Exception {
        refusal = 503;
        RecordedRun run =
                RecordedRun.slowlyInto(
                        ResultSinks.of("webhook:" + url(), null, Duration.ofMinutes(1)), 0);
        run.finish();
        for (Table table : Tables.ALL) {
            assertThat(rows.of(table)).as(table.name()).isEqualTo(run.expected(table));
        }
        assertThat(rows.of(Tables.DEPLOYMENT_DURATION)).isNotEmpty();
    }

    @Test
    void urlAndHeadersMayStandInAFile() throws Exception {
        Path file = directory.resolve("hook");
        Files.writeString(file, url() + "\nAuthorization: Bearer s3cret\n");
        ResultSink sink = ResultSinks.of("webhook:@" + file);
        RecordedRun.into(sink).finish();
        assertThat(authorizations).containsExactly("Bearer s3cret");
        assertThat(sink.toString() + sink.describe()).doesNotContain("s3cret");
    }

    @Test
    void aFileThatIsAwayOrHalfWrittenIsReadAgain() throws Exception {
        Path file = directory.resolve("hook");
        try (WebhookWriter writer =
                new WebhookWriter(
                        Tables.STREAM_GAP,
                        WebhookTarget.parse("webhook:@" + file, Duration.ofMinutes(1)))) {
            writer.write(gap(), null);
            FutureTask<Void> flush =
                    new FutureTask<>(
                            () -> {
                                writer.flush(false);
                                return null;
                            });
            Thread flushing = new Thread(flush);
            flushing.start();
            awaitPause(flushing);
            Files.writeString(file, "http://");
            awaitPause(flushing);
            Files.writeString(file, url());
            flush.get();
        }
        assertThat(rows.of(Tables.STREAM_GAP)).hasSize(1);
    }

    private static Row gap() {
        return Tables.STREAM_GAP.row(
                "global", "default", "Job", 1L, 5L, Instant.EPOCH, "namespace", false);
    }

    /** Between two tries, or at its end. */
    private static void awaitPause(Thread flushing) throws Exception {
        CommonTestUtils.waitUntilCondition(
                () ->
                        flushing.getState() == Thread.State.TIMED_WAITING
                                || flushing.getState() == Thread.State.TERMINATED,
                5L);
    }

    @Test
    void aRefusalForGoodFailsTheJobAtOnce() {
        refusal = 400;
        requests.set(2);
        RecordedRun run = RecordedRun.into(ResultSinks.of("webhook:" + url()));
        assertThatThrownBy(run::finish).rootCause().hasMessageContaining("status 400");
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/rows";
    }
}
