package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Mutations;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.FrameParser;
import io.nomadflink.connector.event.MalformedFrameException;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.connector.event.payload.PayloadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a server sends, the way from its bytes to typed payloads ends in a frame or a typed
 * refusal, keeps no more than the longest line, and goes on with the next.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class MutatedStreamTest {
    private static final int MAX_LINE = 8_000;
    private static final int CONNECTION = 50;

    private final FrameParser parser = new FrameParser();
    private final Subscription subscription = Clients.subscription("*", Topic.ALL);
    private Continuity continuity;
    private int frames;
    private int refused;
    private int decoded;

    /** Mutated lines one after the other, in pieces of any length; nothing is held but one. */
    private static final class Endless extends InputStream {
        private final Mutations mutations;
        private int left;
        private byte[] line = {};
        private int at;

        private Endless(Mutations mutations, int lines) {
            this.mutations = mutations;
            this.left = lines;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("reads are never of one byte");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at > line.length) {
                at = 0;
                line = left-- > 0 ? mutations.next() : null;
            }
            if (line == null) {
                return -1;
            }
            int count = Math.min(Math.min(length, 1 + line.length / 3), line.length - at);
            if (count == 0) {
                target[offset] = '\n';
                at++;
                return 1;
            }
            System.arraycopy(line, at, target, offset, count);
            at += count;
            return count;
        }
    }

    @Test
    void endsInFramesOrRefusalsAndGoesOn() throws Exception {
        Mutations mutations = new Mutations();
        for (int done = 0; done < Mutations.COUNT; done += CONNECTION) {
            continuity = new Continuity(Position.at(1), subscription);
            continuity.opened(false, continuity.index());
            connection(new LineReader(new Endless(mutations, CONNECTION), MAX_LINE));
        }
        int few = Mutations.COUNT / 20;
        assertThat(frames).as("frames").isGreaterThan(few);
        assertThat(refused).as("refusals").isGreaterThan(few);
        assertThat(decoded).as("payloads").isGreaterThan(few);
    }

    private void connection(LineReader lines) throws IOException {
        try {
            for (byte[] line; (line = lines.next()) != null; ) {
                take(line);
            }
            assertThat(lines.partingWords()).hasSizeLessThanOrEqualTo(200);
        } catch (LineTooLongException e) {
            assertThat(e).hasMessageContaining("nomad.max-line-size");
        }
    }

    private void take(byte[] line) throws IOException {
        try {
            judge(parser.parse(line, line.length));
        } catch (MalformedFrameException e) {
            assertThat(e.getMessage().length()).as("words, not content").isLessThan(200);
            refused++;
        }
    }

    private void judge(Frame frame) {
        frames++;
        frame.events().forEach(this::decode);
        if (continuity.frame(frame) == Continuity.Decision.HOLD) {
            continuity.evidence(OptionalLong.of(frame.index()));
            continuity.release();
        }
        assertThat(continuity.position().index()).isNotNegative();
    }

    private void decode(NomadEvent event) {
        Signature.of(event);
        try {
            event.payload();
            event.isDeletion();
            decoded++;
        } catch (PayloadException e) {
            refused++;
        }
    }
}
