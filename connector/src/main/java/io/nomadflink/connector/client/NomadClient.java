package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A client of Nomad's event stream and of the lists beside it; one for all subscriptions of a
 * reader.
 */
public final class NomadClient implements Closeable {
    private final ClientSettings settings;
    private final NomadHttp http;
    private final NomadApi api;
    private final Refusals refusals;
    private final ExecutorService probes =
            Executors.newCachedThreadPool(Daemons.named("nomad-probe"));

    public NomadClient(ClientSettings settings) {
        this.settings = settings;
        this.http = new NomadHttp(settings);
        this.api = new NomadApi(http);
        this.refusals = new Refusals(http);
    }

    public ClientSettings settings() {
        return settings;
    }

    public NomadApi api() {
        return api;
    }

    NomadHttp http() {
        return http;
    }

    Refusals refusals() {
        return refusals;
    }

    /**
     * A feed of a subscription, not yet started.
     *
     * @param available called when the feed's queue stops being empty
     * @param firstAddress which of the addresses to begin with, modulo their number
     */
    public StreamFeed feed(
            Subscription subscription, Start start, Runnable available, int firstAddress) {
        return new StreamFeed(
                this,
                subscription,
                start,
                new FeedQueue(settings.queueBytes(), available),
                firstAddress);
    }

    /**
     * The largest table index of a subscription's topics, read after a while; empty if it cannot be
     * had; never fails.
     */
    public CompletableFuture<OptionalLong> evidence(
            String address, Subscription subscription, Duration delay) {
        CompletableFuture<OptionalLong> result = new CompletableFuture<>();
        http.after(
                delay,
                () -> {
                    boolean taken =
                            probe(() -> result.complete(tableIndex(address, subscription, result)));
                    if (!taken) {
                        result.complete(OptionalLong.empty());
                    }
                });
        return result;
    }

    private OptionalLong tableIndex(
            String address, Subscription subscription, CompletableFuture<?> wanted) {
        try {
            return wanted.isDone() ? OptionalLong.empty() : api.tableIndex(address, subscription);
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }

    boolean probe(Runnable task) {
        try {
            probes.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        probes.shutdownNow();
        http.close();
    }
}
