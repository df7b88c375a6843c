package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderChunksTest {

    @Test
    void cutsAtNewlinesHoweverTheBytesCome() throws IOException {
        Random random = new Random(3);
        for (int run = 0; run < 200; run++) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                lines.add(
                        "é\u0080\u008a{"
                                .repeat(random.nextInt(random.nextInt(10) == 0 ? 9000 : 12)));
            }
            byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            assertThat(read(new LineReader(new Dripping(bytes, random), 1 << 20))).isEqualTo(lines);
        }
    }

    @Test
    void handsOutArraysOfTheirOwn() throws IOException {
        LineReader reader = new LineReader(stream("one\ntwo\n"), 100);
        byte[] one = reader.next();
        reader.next();
        assertThat(one).asString().isEqualTo("one");
    }

    @Test
    void takesWhatFollowsTheLastNewlineForPartingWords() throws IOException {
        LineReader reader = new LineReader(stream("{}\nsubscription closed\u0007"), 100);
        assertThat(read(reader)).containsExactly("{}");
        assertThat(reader.partingWords()).isEqualTo("subscription closed");
    }

    @Test
    void takesTheBeginningOfAFrameForNothing() throws IOException {
        LineReader reader = new LineReader(stream("{}\n{\"Index\":"), 100);
        assertThat(read(reader)).containsExactly("{}");
        assertThat(reader.partingWords()).isEmpty();
    }

    @Test
    void refusesLinesAboveTheLimit() throws IOException {
        LineReader reader = new LineReader(stream("short\n" + "x".repeat(1 << 20)), 1000);
        assertThat(reader.next()).asString().isEqualTo("short");
        assertThatThrownBy(reader::next)
                .isInstanceOf(LineTooLongException.class)
                .hasMessageContaining("1000");
    }

    private static List<String> read(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (byte[] line; (line = reader.next()) != null; ) {
            lines.add(new String(line, StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Gives a few bytes at a time. */
    private static final class Dripping extends InputStream {
        private final InputStream in;
        private final Random random;

        Dripping(byte[] bytes, Random random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int most = random.nextBoolean() ? 5 : 20_000;
            return in.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
        }
    }
}
