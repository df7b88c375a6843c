package io.nomadflink.benchmarks.consumer;

import io.nomadflink.connector.client.Access;
import io.nomadflink.connector.client.ClientSettings;
import io.nomadflink.connector.client.ElementFeed;
import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.StreamElement;
import io.nomadflink.connector.client.StreamObserver;
import io.nomadflink.connector.client.StreamOptions;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.source.NomadSourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.flink.configuration.Configuration;

/** Our client without Flink: connection, cut, frames, continuity; payloads decoded or not. */
final class ClientWay implements Way {
    private static final int BATCH = 256;

    private final Stream stream;
    private final boolean typed;
    private final List<StreamElement> elements = new ArrayList<>();
    private final Semaphore available = new Semaphore(0);

    ClientWay(Stream stream, boolean typed) {
        this.stream = stream;
        this.typed = typed;
    }

    @Override
    public void consume(Meter meter) throws Exception {
        Subscription all = Subscription.of("", Subscription.ALL, Map.of(Topic.ALL, List.of()));
        try (NomadClient client = new NomadClient(settings());
                ElementFeed feed =
                        client.subscribe(
                                "bench",
                                all,
                                new Start.Earliest(),
                                StreamOptions.REPORT,
                                available::release,
                                StreamObserver.NONE)) {
            for (long left = stream.events(); left > 0; ) {
                Runnable done = feed.drainTo(elements, BATCH);
                if (elements.isEmpty()) {
                    available.acquire();
                    available.drainPermits();
                }
                for (StreamElement element : elements) {
                    left -= take(element, meter);
                }
                elements.clear();
                done.run();
            }
            meter.end();
        }
    }

    private int take(StreamElement element, Meter meter) {
        int taken = 0;
        for (StreamElement.NewFrame frame : element.frames()) {
            List<NomadEvent> events = frame.frame().events();
            meter.count(events.size());
            if (typed) {
                events.forEach(TypedTopics::decode);
            }
            taken += events.size();
        }
        return taken;
    }

    private ClientSettings settings() {
        return NomadSourceOptions.settings(
                List.of(stream.address()), Access.with(TokenSource.none()), new Configuration());
    }
}
