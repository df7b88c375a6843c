package io.nomadflink.connector.client;

import io.nomadflink.connector.event.CapturedLine;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.Inventory;
import io.nomadflink.connector.event.MalformedFrameException;
import java.io.IOException;
import java.util.List;

/** A recording's frames, with the events that are wanted of them. */
final class RecordingElements implements ElementFeed {
    private final String path;
    private final Subscription wanted;
    private final Feed feed;
    private final long batchBytes;
    private final FrameParser parser = new FrameParser();
    private boolean finished;

    RecordingElements(String path, Subscription wanted, Feed feed, long batchBytes) {
        this.path = path;
        this.wanted = wanted;
        this.feed = feed;
        this.batchBytes = batchBytes;
        feed.start();
    }

    @Override
    public Runnable drainTo(List<StreamElement> out, int limit) throws IOException {
        long bytes = 0;
        while (!finished && out.size() < limit && bytes < batchBytes) {
            FeedItem item = feed.queue().poll();
            if (item == null) {
                break;
            }
            bytes += item.bytes();
            take(item, out);
        }
        return feed.queue().receipt();
    }

    private void take(FeedItem item, List<StreamElement> out) throws IOException {
        if (item instanceof FeedItem.Line line) {
            StreamElement element = element(line);
            if (element != null) {
                out.add(element);
            }
        } else if (item instanceof FeedItem.Failed failed) {
            throw new IOException(failed.cause().getMessage());
        } else if (item instanceof FeedItem.End) {
            finished = true;
        }
    }

    /** What a line holds, or null if nothing of it is wanted. */
    private StreamElement element(FeedItem.Line line) throws IOException {
        byte[] content = line.content();
        long arrival = CapturedLine.arrivalNanos(content, line.arrivalNanos());
        try {
            Gap gap = CapturedLine.gapIn(content);
            if (gap != null) {
                return new StreamElement.Missing(
                        gap, null, new StreamElement.LineDone(line.number()));
            }
            Inventory inventory = CapturedLine.inventoryIn(content);
            if (inventory != null) {
                return new StreamElement.Listed(inventory, line.number(), arrival);
            }
            Frame frame = wanted.of(parser.parse(content, content.length));
            return frame.events().isEmpty()
                    ? null
                    : new StreamElement.NewFrame(frame, line.number(), arrival);
        } catch (MalformedFrameException e) {
            throw new IOException(
                    "recording " + path + ", line " + line.number() + ": " + e.getMessage());
        }
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean hasMore() {
        return !feed.queue().isEmpty();
    }

    @Override
    public void close() {
        feed.close();
    }
}
