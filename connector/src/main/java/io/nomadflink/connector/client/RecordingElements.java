package io.nomadflink.connector.client;

import io.nomadflink.connector.event.CapturedLine;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.Gap;
import io.nomadflink.connector.event.MalformedFrameException;
import java.io.IOException;
import java.util.List;

/** A recording's frames, as they are. */
final class RecordingElements implements ElementFeed {
    private final String path;
    private final Feed feed;
    private final long batchBytes;
    private final FrameParser parser = new FrameParser();
    private boolean finished;

    RecordingElements(String path, Feed feed, long batchBytes) {
        this.path = path;
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
            out.add(element(line));
        } else if (item instanceof FeedItem.Failed failed) {
            throw new IOException(failed.cause().getMessage());
        } else if (item instanceof FeedItem.End) {
            finished = true;
        }
    }

    private StreamElement element(FeedItem.Line line) throws IOException {
        byte[] content = line.content();
        try {
            Gap gap = CapturedLine.gapIn(content);
            return gap != null
                    ? new StreamElement.Missing(
                            gap, null, new StreamElement.LineDone(line.number()))
                    : new StreamElement.NewFrame(
                            parser.parse(content, content.length),
                            line.number(),
                            CapturedLine.arrivalNanos(content, line.arrivalNanos()));
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
