package io.nomadflink.connector.client;

import io.nomadflink.connector.client.FeedItem.Cause;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.MalformedFrameException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one subscription connected: one daemon thread that only reads, cuts and queues, and comes
 * back at the last index whenever a connection ends, whatever the reason.
 */
final class StreamFeed implements Feed, Intake {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFeed.class);
    private static final Duration NO_LIMIT = Duration.ofDays(365);
    private static final Duration STABLE = Duration.ofSeconds(10);

    /** After these another server may do better. */
    private static final Set<Cause> ELSEWHERE =
            EnumSet.of(Cause.SILENT, Cause.NOT_HELD, Cause.LAGGING);

    /** Of too many connections (429) Nomad answers ten a second, the others it just closes. */
    private static final int TOO_MANY = 5;

    private final NomadClient client;
    private final Subscription subscription;
    private final FeedQueue queue;
    private final Addresses addresses;
    private final Patience patience;
    private final Thread thread;
    private final NamespaceWatch namespaces;
    private final ResumeSearch search;
    private final StreamGuard guard;

    private final Start start;
    private boolean everOpened;
    private Position unopened;
    private Backoff backoff;
    private byte[] lastLine;
    private boolean firstLine;
    private long resumeIndex;

    private volatile boolean closed;
    private volatile EventStream current;
    private final AtomicReference<Reconnect> ordered = new AtomicReference<>();

    private record Reconnect(long index, Cause cause) {

        /** An order to go back to an index outlives one that names none. */
        Reconnect after(Reconnect earlier) {
            boolean keep =
                    earlier != null && earlier.index >= 0 && (index < 0 || earlier.index <= index);
            return keep ? earlier : this;
        }
    }

    StreamFeed(
            NomadClient client,
            Subscription subscription,
            Start start,
            FeedQueue queue,
            Addresses addresses) {
        this.client = client;
        this.subscription = subscription;
        this.start = start;
        this.queue = queue;
        this.addresses = addresses;
        this.patience = new Patience(client.settings());
        this.backoff = Backoff.of(client.settings());
        this.namespaces =
                new NamespaceWatch(
                        client,
                        subscription,
                        start instanceof Start.Resume resume ? resume.namespaces() : Set.of(),
                        fresh -> queue.tell(new FeedItem.Grown(fresh)));
        this.search = new ResumeSearch(addresses.count());
        this.guard = new StreamGuard(client, subscription, search, cause -> reconnect(-1, cause));
        this.thread =
                Daemons.named("nomad-stream " + subscription.topicList()).newThread(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public FeedQueue queue() {
        return queue;
    }

    @Override
    public FeedItem poll() {
        return queue.poll();
    }

    @Override
    public Runnable receipt() {
        return queue.receipt();
    }

    @Override
    public long heldBytes() {
        return queue.bytes();
    }

    @Override
    public long spooledBytes() {
        return queue.spooledBytes();
    }

    @Override
    public boolean hasMore() {
        return !queue.isEmpty();
    }

    @Override
    public void reconnect(long index, Cause cause) {
        ordered.accumulateAndGet(
                new Reconnect(index, cause), (earlier, order) -> order.after(earlier));
        closeCurrent();
    }

    private void run() {
        try {
            while (!closed) {
                cycle();
            }
        } catch (InterruptedException e) {
            LOG.debug("stream of {} interrupted", subscription);
        } catch (RefusedException e) {
            queue.tell(new FeedItem.Failed(e));
        } catch (RuntimeException | LineTooLongException e) {
            queue.tell(new FeedItem.Failed(e));
        } catch (Error e) {
            queue.tell(new FeedItem.Failed(new IllegalStateException(e.toString(), e)));
            throw e;
        } finally {
            namespaces.stop();
        }
    }

    private void cycle() throws InterruptedException, RefusedException, LineTooLongException {
        String address = addresses.current();
        long before = System.nanoTime();
        try {
            if (stream(address) == Cause.STALLED) {
                queue.awaitHalfEmpty(NO_LIMIT);
            }
            boolean stable = System.nanoTime() - before > STABLE.toNanos();
            backoff = stable ? backoff.reset() : backoff;
        } catch (LineTooLongException e) {
            throw e;
        } catch (IOException e) {
            refused(address, e);
        }
        queue.sleep(backoff.pause(ThreadLocalRandom.current()));
        backoff = backoff.next();
    }

    /** Reads one connection to its end. */
    private Cause stream(String address) throws IOException, InterruptedException {
        try (EventStream stream = connect(address)) {
            current = stream;
            if (ordered.get() != null) {
                // given while this stream was being opened
                closeCurrent();
            }
            Cause cause = closed ? Cause.CLOSED : pump(stream);
            guard.ended();
            tellEnd(cause, stream.partingWords());
            if (ELSEWHERE.contains(cause)) {
                addresses.failed();
            }
            return cause;
        } finally {
            guard.ended();
            namespaces.stop();
            current = null;
        }
    }

    private void tellEnd(Cause cause, String words) {
        if (!closed) {
            LOG.debug("stream of {} ended: {} {}", subscription, cause, words);
            queue.tell(new FeedItem.Disconnected(cause, words));
        }
    }

    private void refused(String address, IOException failure) throws RefusedException {
        if (closed) {
            return;
        }
        RefusedException refusal = client.refusals().explain(address, subscription, failure);
        if (patience.isExhausted(address, refusal)) {
            throw refusal;
        }
        LOG.info("no stream of {} yet: {}", subscription, refusal.getMessage());
        boolean rights = refusal.kind() == RefusedException.Kind.AUTHORIZATION;
        Cause cause = rights ? Cause.UNAUTHORIZED : Cause.REFUSED;
        queue.tell(new FeedItem.Disconnected(cause, refusal.getMessage()));
        addresses.failed();
        if (failure instanceof StatusException status && status.status() == 429) {
            backoff = backoff.atLeast(TOO_MANY);
        }
    }

    private EventStream connect(String address) throws IOException {
        Map<String, Long> seen = namespaces.before(address);
        Position first = firstPosition(address);
        long request = request();
        long deletions = namespaces.deletions(address, request);
        guard.connecting();
        EventStream stream =
                EventStream.open(
                        client.http(), client.settings(), address, subscription.query(request));
        patience.opened();
        firstLine = true;
        queue.tell(new FeedItem.Opened(address, request, first, seen, deletions));
        // both may order another connection, and tell of this one
        namespaces.after(address);
        guard.opened(address, first == null ? request : 0);
        unopened = null;
        everOpened = true;
        resumeIndex = first == null ? resumeIndex : first.requestIndex();
        return stream;
    }

    /**
     * Resolves the start once, before the first connection; null when there was one or a position
     * was given.
     */
    private Position firstPosition(String address) throws IOException {
        if (everOpened || start instanceof Start.Resume) {
            return null;
        }
        if (unopened == null) {
            long now = client.api().indexNow(address, subscription);
            unopened =
                    start instanceof Start.Earliest || now == 0
                            ? Position.fromStart(now)
                            : Position.whole(now);
        }
        return unopened;
    }

    private long request() {
        Reconnect order = ordered.getAndSet(null);
        if (order != null && order.index() >= 0) {
            lastLine = null;
            resumeIndex = order.index();
            return resumeIndex;
        }
        if (unopened != null) {
            return start instanceof Start.Latest ? Long.MAX_VALUE : unopened.requestIndex();
        }
        if (resumeIndex == 0 && start instanceof Start.Resume resume) {
            resumeIndex = resume.position().requestIndex();
        }
        resumeIndex = Math.max(resumeIndex, indexOfLastLine());
        return resumeIndex;
    }

    private long indexOfLastLine() {
        return lastLine == null ? 0 : indexOf(lastLine);
    }

    private static long indexOf(byte[] line) {
        try {
            return new FrameParser().parse(line, line.length).index();
        } catch (MalformedFrameException e) {
            return 0;
        }
    }

    /** Reads until the connection ends. */
    private Cause pump(EventStream stream) throws InterruptedException, LineTooLongException {
        try {
            for (byte[] line; (line = stream.next()) != null; ) {
                if (isPassedOver(line)) {
                    return Cause.NOT_HELD;
                }
                if (!hand(line)) {
                    return closed ? Cause.CLOSED : Cause.STALLED;
                }
            }
            return endOfStream(Cause.CLOSED);
        } catch (LineTooLongException e) {
            throw e;
        } catch (SocketTimeoutException e) {
            return endOfStream(Cause.SILENT);
        } catch (IOException e) {
            return endOfStream(Cause.CLOSED);
        }
    }

    /** The first line of a connection may show that its server no longer holds the index. */
    private boolean isPassedOver(byte[] line) {
        if (line.length == 0 || FrameParser.isHeartbeat(line, line.length)) {
            return false;
        }
        guard.heard();
        boolean first = firstLine;
        firstLine = false;
        return first && search.passesOver(indexOf(line));
    }

    private Cause endOfStream(Cause seen) {
        Reconnect order = ordered.get();
        return order == null ? seen : order.cause();
    }

    private boolean hand(byte[] line) throws InterruptedException {
        long now = System.currentTimeMillis() * 1_000_000L;
        if (line.length == 0) {
            return true;
        }
        if (FrameParser.isHeartbeat(line, line.length)) {
            return queue.put(new FeedItem.Heartbeat(now), client.settings().stallTimeout());
        }
        if (!queue.put(new FeedItem.Line(line, 0, now), client.settings().stallTimeout())) {
            return false;
        }
        lastLine = line;
        if (backoff.attempts() > 0 && indexOf(line) > resumeIndex) {
            // a line that is new: a server that only repeats the last one is not come back to at
            // once
            backoff = backoff.reset();
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        queue.close();
        closeCurrent();
        thread.interrupt();
    }

    private void closeCurrent() {
        EventStream stream = current;
        if (stream != null) {
            stream.close();
        }
    }
}
