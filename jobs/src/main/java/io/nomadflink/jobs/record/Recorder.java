package io.nomadflink.jobs.record;

import io.nomadflink.connector.client.ElementFeed;
import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.client.Start;
import io.nomadflink.connector.client.StreamElement;
import io.nomadflink.connector.client.StreamObserver;
import io.nomadflink.connector.client.StreamOptions;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Gap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writes what a subscription delivers to a file, each event once, over any number of reconnects.
 */
public final class Recorder {
    private static final int BATCH = 256;
    private static final long LOOK_MILLIS = 100;

    private final NomadClient client;
    private final Subscription subscription;
    private final Start start;
    private final Consumer<Gap> gaps;

    /**
     * @param gaps told of each stretch without proof that nothing was lost
     */
    public Recorder(
            NomadClient client, Subscription subscription, Start start, Consumer<Gap> gaps) {
        this.client = client;
        this.subscription = subscription;
        this.start = start;
        this.gaps = gaps;
    }

    /**
     * Records until told to stop.
     *
     * @throws IOException if the file cannot be written, or the subscription cannot go on
     */
    public void record(RecordingFile file, BooleanSupplier stop)
            throws IOException, InterruptedException {
        Semaphore available = new Semaphore(0);
        List<StreamElement> batch = new ArrayList<>();
        try (ElementFeed feed =
                client.subscribe(
                        "record",
                        subscription,
                        start,
                        StreamOptions.REPORT,
                        available::release,
                        StreamObserver.NONE)) {
            while (!stop.getAsBoolean()) {
                available.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                available.drainPermits();
                drain(feed, batch, file);
            }
        }
    }

    private void drain(ElementFeed feed, List<StreamElement> batch, RecordingFile file)
            throws IOException {
        do {
            batch.clear();
            Runnable done = feed.drainTo(batch, BATCH);
            for (StreamElement element : batch) {
                take(element, file);
            }
            done.run();
        } while (feed.hasMore());
        file.flush();
    }

    private void take(StreamElement element, RecordingFile file) throws IOException {
        element.gaps().forEach(gaps);
        for (StreamElement.NewFrame frame : element.frames()) {
            file.write(frame.frame());
        }
    }
}
