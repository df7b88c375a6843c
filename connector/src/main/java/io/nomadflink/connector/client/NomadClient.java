package io.nomadflink.connector.client;

import io.nomadflink.connector.client.RefusedException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
        this(settings, List.of());
    }

    /**
     * @param together all that is read for one purpose, here or elsewhere: when one of them is
     *     refused for want of a right, what any lacks is named
     */
    public NomadClient(ClientSettings settings, Collection<Subscription> together) {
        this.settings = settings;
        this.http = new NomadHttp(settings);
        this.api = new NomadApi(http);
        this.refusals = new Refusals(http, settings, together);
    }

    public ClientSettings settings() {
        return settings;
    }

    public NomadApi api() {
        return api;
    }

    ListReader lists() {
        return new ListReader(http, settings);
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
     * @param wanted which topics and keys
     * @param linesDone lines to leave out: those of an earlier run
     */
    public ElementFeed replay(Path file, Subscription wanted, long linesDone, Runnable available) {
        return new RecordingElements(
                file.toString(),
                wanted,
                new RecordingFeed(file, linesDone, settings, available),
                settings.batchBytes());
    }

    /**
     * What a subscription is read from: a connection, or two if there is to be a hedge.
     *
     * @param firstAddress which of the addresses is the first to be asked
     */
    Intake intake(Subscription subscription, Start start, Runnable available, int firstAddress) {
        if (!settings.hedge()) {
            return feed(
                    subscription,
                    start,
                    available,
                    new Addresses(settings.addresses(), firstAddress));
        }
        Addresses first = Addresses.ofPair(settings.addresses(), firstAddress);
        return new HedgedFeed(
                (leg, from) ->
                        feed(subscription, from, available, leg == 0 ? first : first.beside()),
                start,
                settings.openTimeout(),
                delay -> http.after(delay, available),
                System::nanoTime);
    }

    private StreamFeed feed(
            Subscription subscription, Start start, Runnable available, Addresses addresses) {
        return new StreamFeed(
                this,
                subscription,
                start,
                new FeedQueue(settings.queueBytes(), Overflow.of(settings.spool()), available),
                addresses);
    }

    /**
     * What the tables of a subscription's topics say of a position, read after a while: its index
     * if there was no write since, see {@link TableEvidence}; empty if it cannot be had; never
     * fails.
     */
    public CompletableFuture<OptionalLong> evidence(
            String address, Subscription subscription, long position, Duration delay) {
        CompletableFuture<OptionalLong> result = new CompletableFuture<>();
        http.after(
                delay,
                () -> {
                    boolean taken =
                            probe(
                                    () ->
                                            result.complete(
                                                    read(address, subscription, position, result)));
                    if (!taken) {
                        result.complete(OptionalLong.empty());
                    }
                });
        return result;
    }

    private OptionalLong read(
            String address, Subscription subscription, long position, CompletableFuture<?> wanted) {
        try {
            return wanted.isDone()
                    ? OptionalLong.empty()
                    : new TableEvidence(api).since(position, address, subscription);
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Asks the agents, before anything is started, whether they would serve these subscriptions.
     *
     * @return all that speaks against it, a line for each address that was asked; empty if one of
     *     them would serve, or would as soon as it has a leader
     */
    public List<String> preflight(Collection<Subscription> subscriptions) {
        List<String> refusals = new ArrayList<>();
        for (String address : settings.addresses()) {
            RefusedException refusal = preflight(address, subscriptions);
            if (refusal == null) {
                return List.of();
            }
            if (refusal.kind() == Kind.AUTHORIZATION) {
                return List.of(refusal.getMessage());
            }
            refusals.add(refusal.getMessage());
        }
        return refusals;
    }

    private RefusedException preflight(String address, Collection<Subscription> subscriptions) {
        try {
            RefusedException refusal = refusals.permissions().refusal(address, subscriptions);
            return refusal != null && refusal.kind() == Kind.UNAVAILABLE ? null : refusal;
        } catch (IOException e) {
            return refusals.words().explain(address, e);
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
