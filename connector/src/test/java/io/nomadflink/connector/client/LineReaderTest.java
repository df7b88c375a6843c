package io.nomadflink.connector.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    private static final int LIMIT = 1 << 20;

    private static LineReader reader(String text) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), LIMIT);
    }

    private static List<String> lines(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (byte[] line; (line = reader.next()) != null; ) {
            lines.add(new String(line, UTF_8));
        }
        return lines;
    }

    @Test
    void cutsAtNewlinesOnly() throws IOException {
        assertThat(lines(reader("{}\n\n{\"a\":\"\\r\"}\n")))
                .containsExactly("{}", "", "{\"a\":\"\\r\"}");
    }

    @Test
    void whatFollowsTheLastNewlineIsNoLine() throws IOException {
        LineReader reader = reader("{}\n{\"Index\":7,\"Ev");

        assertThat(lines(reader)).containsExactly("{}");
        assertThat(reader.partingWords()).isEmpty();
    }

    @Test
    void partingWordsAreReadableAndShort() throws IOException {
        LineReader reader = reader("{}\nACL token\texpired" + "!".repeat(1000));

        assertThat(lines(reader)).containsExactly("{}");
        assertThat(reader.partingWords()).startsWith("ACL token expired!").hasSize(200);
    }

    @Test
    void anEmptyStreamHasNeitherLinesNorWords() throws IOException {
        LineReader reader = reader("");

        assertThat(lines(reader)).isEmpty();
        assertThat(reader.partingWords()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_535, 65_536, 65_537, 200_000, 300_001})
    void theCeilingIsExact(int limit) throws IOException {
        String fits = "x".repeat(limit);

        assertThat(lines(new LineReader(bytes("{}\n" + fits + "\n{}\n"), Math.max(2, limit))))
                .containsExactly("{}", fits, "{}");
        LineReader tooLong = new LineReader(bytes(fits + "xx\n"), limit);
        assertThatThrownBy(tooLong::next)
                .isInstanceOf(LineTooLongException.class)
                .hasMessageContaining("longer than " + limit + " bytes")
                .hasMessageContaining("nomad.max-line-size");
        LineReader oneTooLong = new LineReader(bytes(fits + "x\n"), limit);
        assertThatThrownBy(oneTooLong::next).isInstanceOf(LineTooLongException.class);
    }

    @Test
    void anEndlessLineIsRefusedBeforeItFillsTheMemory() {
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        return length;
                    }
                };

        assertThatThrownBy(() -> new LineReader(endless, LIMIT).next())
                .isInstanceOf(LineTooLongException.class);
    }

    @Test
    void linesKeepTheirBytesWhenTheBufferIsUsedAgain() throws IOException {
        LineReader reader = reader("first\n" + "x".repeat(500_000) + "\nthird\n");
        byte[] first = reader.next();
        byte[] second = reader.next();
        byte[] third = reader.next();

        assertThat(first).asString(UTF_8).isEqualTo("first");
        assertThat(second).hasSize(500_000);
        assertThat(third).asString(UTF_8).isEqualTo("third");
        assertThat(reader.hasBuffered()).isFalse();
    }

    @Test
    void linesOfManyPartsAreWhole() throws IOException {
        byte[] text = new byte[40_000_000];
        new Random(1).nextBytes(text);
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == '\n' ? (byte) 'n' : text[i];
        }
        for (int cut : new int[] {17, 65_536, 9_000_001, 29_000_000, 39_999_999}) {
            text[cut] = '\n';
        }
        LineReader reader = new LineReader(new ByteArrayInputStream(text), text.length);

        assertThat(reader.next()).isEqualTo(Arrays.copyOfRange(text, 0, 17));
        assertThat(reader.next()).isEqualTo(Arrays.copyOfRange(text, 18, 65_536));
        assertThat(reader.next()).isEqualTo(Arrays.copyOfRange(text, 65_537, 9_000_001));
        assertThat(reader.next()).isEqualTo(Arrays.copyOfRange(text, 9_000_002, 29_000_000));
        assertThat(reader.next()).isEqualTo(Arrays.copyOfRange(text, 29_000_001, 39_999_999));
        assertThat(reader.next()).isNull();
    }

    @Test
    void whatIsLeftOfALongLineCanBeAskedForTwice() throws IOException {
        String left = "{" + "x".repeat(300_000);
        LineReader reader = reader("{}\n" + left);

        assertThat(lines(reader)).containsExactly("{}");
        assertThat(reader.hasBuffered()).isTrue();
        assertThat(reader.partingWords()).isEmpty();
        assertThat(reader.rest()).asString(UTF_8).isEqualTo(left);
        assertThat(reader.rest()).asString(UTF_8).isEqualTo(left);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
