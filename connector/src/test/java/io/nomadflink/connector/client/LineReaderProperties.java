package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LineReaderProperties {

    @Property(tries = 200)
    void linesAreTheSameHoweverTheNetworkCutsThem(
            @ForAll @Size(max = 30) List<@IntRange(max = 90_000) Integer> lengths,
            @ForAll @IntRange(max = 500) int rest,
            @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        List<byte[]> wanted = new ArrayList<>();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int length : lengths) {
            byte[] line = letters(random, length);
            wanted.add(line);
            all.write(line);
            all.write('\n');
        }
        all.write(letters(random, rest));

        LineReader reader = new LineReader(new Cut(all.toByteArray(), random), 90_000);

        for (byte[] line : wanted) {
            assertThat(reader.next()).isEqualTo(line);
        }
        assertThat(reader.next()).isNull();
        assertThat(reader.hasBuffered()).isEqualTo(rest > 0);
    }

    private static byte[] letters(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(26));
        }
        return bytes;
    }

    /** Hands out as few bytes as it likes. */
    private static final class Cut extends InputStream {
        private final InputStream in;
        private final Random random;

        Cut(byte[] bytes, Random random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int bound = random.nextBoolean() ? 7 : 70_000;
            return in.read(into, offset, 1 + random.nextInt(Math.min(length, bound)));
        }
    }
}
