package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Await;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSourceOptions;
import io.nomadflink.simulator.NomadSimulator;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** A server without quorum sends heartbeats as if nothing were. */
class LostQuorumTest {
    private final Observed observed = new Observed();

    private static NomadClient client(NomadSimulator server) {
        Configuration options = Clients.options();
        options.set(NomadSourceOptions.FRESHNESS_INTERVAL, Duration.ofMillis(300));
        options.set(NomadSourceOptions.REQUEST_TIMEOUT, Duration.ofMillis(500));
        return new NomadClient(Clients.settings(Clients.anonymous(), options, server.address()));
    }

    @Test
    void isNoticedAndNamedAndLosesNothing() throws Exception {
        try (CapturedLogs logs = new CapturedLogs();
                NomadSimulator server =
                        NomadSimulator.builder().heartbeat(Duration.ofMillis(200)).start();
                NomadClient client = client(server);
                ElementFeed feed =
                        Clients.subscribe(
                                client,
                                Clients.subscription("*", Topic.JOB),
                                new Start.Earliest(),
                                observed)) {
            server.publish(5, Clients.job("web", 5));
            Clients.read(feed, 1);
            server.faults().loseLeader(Duration.ofSeconds(6));

            awaitLog(logs, feed, "its cluster has no leader: it lost its quorum");
            assertThat(observed.ends).as("the stream goes on").isEmpty();
            awaitLog(logs, feed, "has a leader again");
            server.publish(6, Clients.job("api", 6));

            assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(6);
            assertThat(observed.gaps).isEmpty();
            assertThat(observed.ends).isEmpty();
        }
    }

    private static void awaitLog(CapturedLogs logs, ElementFeed feed, String words)
            throws Exception {
        Await.until(
                words,
                () -> {
                    assertThat(Clients.drain(feed)).isEmpty();
                    return logs.text().contains(words);
                });
    }

    /** A connection that ends meanwhile comes back; what was decided before is not called lost. */
    @Test
    void aReconnectMeanwhileIsNoGap() throws Exception {
        try (NomadSimulator server =
                        NomadSimulator.builder().heartbeat(Duration.ofMillis(200)).start();
                NomadClient client = client(server);
                ElementFeed feed =
                        Clients.subscribe(
                                client,
                                Clients.subscription("default", Topic.JOB),
                                new Start.Earliest(),
                                observed)) {
            server.publish(5, Clients.job("web", 5));
            Clients.read(feed, 1);
            server.faults().loseLeader(Duration.ofSeconds(3));
            server.faults().closeAll();
            Await.until(
                    "another connection",
                    () -> Clients.drain(feed).isEmpty() && !observed.ends.isEmpty());
            server.publish(6, Clients.job("api", 6));

            assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(6);
            assertThat(observed.gaps).isEmpty();
        }
    }
}
