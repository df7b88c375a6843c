package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.Simulated;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster whose index began again, read on under {@code nomad.index-reset = RESTART}. */
class IndexResetTest {
    private final NomadSimulator server =
            NomadSimulator.builder().heartbeat(Duration.ofMillis(50)).start();

    private final List<String> found = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private NomadClient client;
    private ElementFeed feed;

    @BeforeEach
    void start() {
        client = QuickClient.of(server.address()).client();
        server.publish(5, Simulated.allocation("a", 5));
        server.publish(6, Simulated.allocation("b", 6));
    }

    @AfterEach
    void stop() {
        feed.close();
        client.close();
        server.close();
    }

    private void subscribe(boolean healing) {
        feed =
                client.subscribe(
                        "test",
                        Collected.subscription(Topic.ALLOCATION),
                        new Start.Resume(Position.whole(5000), Set.of()),
                        new StreamOptions(healing, BackfillDetail.LISTED, true),
                        () -> {},
                        StreamObserver.NONE);
    }

    /** As the emitter does: what heals a gap, then what follows it. */
    private boolean drain(int events) throws IOException {
        List<StreamElement> elements = new ArrayList<>();
        feed.drainTo(elements, 1000).run();
        for (StreamElement element : elements) {
            gaps.addAll(element.gaps());
            if (element instanceof StreamElement.Missing gap && gap.healing() != null) {
                gap.healing().read(frame -> take(frame.events()));
            }
            element.frames().forEach(frame -> take(frame.frame().events()));
        }
        return found.size() >= events;
    }

    private void take(List<NomadEvent> events) {
        events.forEach(event -> found.add(event.origin() + " " + event.key()));
    }

    @Test
    void withHealingEachObjectComesOnce() throws Exception {
        subscribe(true);
        Await.until("what the lists tell", () -> drain(2));
        server.publish(7, Simulated.allocation("c", 7));
        Await.until("what follows", () -> drain(3) && found.contains("STREAM c"));

        assertThat(found).containsExactly("BACKFILL a", "BACKFILL b", "STREAM c");
        assertThat(gaps).extracting(Gap::cause).containsExactly(Gap.Cause.SNAPSHOT_RESTORE);
    }

    @Test
    void withoutHealingTheBufferIsRead() throws Exception {
        subscribe(false);
        Await.until("what the buffer has", () -> drain(2));
        server.publish(7, Simulated.allocation("c", 7));
        Await.until("what follows", () -> drain(3) && found.contains("STREAM c"));

        assertThat(found).containsExactly("STREAM a", "STREAM b", "STREAM c");
        assertThat(gaps).extracting(Gap::cause).containsExactly(Gap.Cause.SNAPSHOT_RESTORE);
    }
}
