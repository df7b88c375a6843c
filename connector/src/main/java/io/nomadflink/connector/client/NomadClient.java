package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
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

    ListReader lists() {
        return new ListReader(http, settings.addresses());
    }

    NomadHttp http() {
        return http;
    }

    Refusals refusals() {
        return refusals;
    }

    /**
     * Reads a subscription: connects, reconnects, and judges every frame by {@link Continuity}.
     *
     * @param name tells it from others in logs
     * @param available called when {@link ElementFeed#drainTo} may find something
     */
    public ElementFeed subscribe(
            String name,
            Subscription subscription,
            Start start,
            StreamOptions options,
            Runnable available,
            StreamObserver observer) {
        return new SubscriptionElements(
                name, this, subscription, start, options, available, observer);
    }

    /**
     * Reads a recording, plain or gzip, to its end.
     *
     * @param linesDone lines to leave out: those of an earlier run
     */
    public ElementFeed replay(Path file, long linesDone, Runnable available) {
        return new RecordingElements(
                file.toString(), new RecordingFeed(file, linesDone, settings, available));
    }

    StreamFeed feed(Subscription subscription, Start start, Runnable available, int firstAddress) {
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

    /**
     * Asks an agent for its leader, which needs no token; null if it answers as Nomad does, else
     * why not.
     */
    public String check(String address) {
        try {
            NomadResponse response = http.get(address, "/v1/status/leader");
            boolean nomad = response.ok() || response.status() == 500;
            return nomad
                    ? null
                    : address + " answered " + response.status() + "; is this a Nomad agent?";
        } catch (IOException e) {
            return address + ": " + Refusals.reason(e);
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
