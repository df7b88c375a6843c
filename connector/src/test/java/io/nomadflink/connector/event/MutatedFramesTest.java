package io.nomadflink.connector.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.nomadflink.connector.Recordings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Lines of recordings with bytes changed, left out, put in, doubled or cut off. {@code
 * -Dmutations=N} sets how many.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedFramesTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 60_000);
    private static final long SEED = Long.getLong("mutations.seed", 20260801L);
    private static final int LONGEST = 6_000;
    private static final byte[] INTERESTING =
            "\"\\{}[]:,0-9.eEtfn_Yy \t\n/u\u0000\u001f\u007f".getBytes(StandardCharsets.ISO_8859_1);

    private final List<byte[]> lines = new ArrayList<>();
    private final FrameScanner scanner = new FrameScanner();
    private final JacksonFrameParser jackson = new JacksonFrameParser();
    private int accepted;
    private int rejected;

    @BeforeAll
    void readLines() throws IOException {
        int step = 0;
        for (Path recording : Recordings.all()) {
            int offset = step++;
            Recordings.lines(
                    recording,
                    line -> {
                        if (line.length > 2
                                && line.length < LONGEST
                                && (line.length + offset) % 5 == 0) {
                            lines.add(line);
                        }
                    });
        }
    }

    @Test
    void meanToTheScannerWhatTheyMeanToTheReference() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] line = lines.get(random.nextInt(lines.size()));
            byte[] mutated = line;
            for (int n = 1 + random.nextInt(3); n > 0 && mutated.length > 0; n--) {
                mutated = mutated(mutated, random);
            }
            check(mutated);
        }
        assertThat(accepted).as("mutations that are still frames").isGreaterThan(MUTATIONS / 20);
        assertThat(rejected).as("mutations that are no frames").isGreaterThan(MUTATIONS / 20);
    }

    private void check(byte[] line) throws IOException {
        Frame found = scanner.scan(line, line.length);
        Frame expected = reference(line);
        if (expected == null) {
            rejected++;
            if (found != null) {
                assertOnlyPayloadsAreBroken(found, line);
            }
        } else {
            accepted++;
            if (found != null && !found.equals(expected)) {
                assertThat(found).as(text(line)).isEqualTo(expected);
            }
        }
    }

    /** The one thing that may be accepted: an envelope in order around a payload that is not. */
    private void assertOnlyPayloadsAreBroken(Frame found, byte[] line) throws IOException {
        ByteArrayOutputStream envelope = new ByteArrayOutputStream();
        boolean broken = false;
        int from = 0;
        for (NomadEvent event : found.events()) {
            if (event.payloadBuffer() == line) {
                envelope.write(line, from, event.payloadOffset() - from);
                envelope.write('{');
                envelope.write('}');
                from = event.payloadOffset() + event.payloadLength();
                broken |= isBroken(event);
            }
        }
        envelope.write(line, from, line.length - from);
        Frame whole = reference(envelope.toByteArray());
        assertThat(broken).as(text(line)).isTrue();
        assertThat(whole).as(text(line)).isNotNull();
        assertThat(whole.index()).isEqualTo(found.index());
        assertThat(envelopes(whole)).isEqualTo(envelopes(found));
    }

    private static List<List<Object>> envelopes(Frame frame) {
        return frame.events().stream()
                .map(
                        e ->
                                List.<Object>of(
                                        e.topic(),
                                        e.type(),
                                        e.key(),
                                        e.namespace(),
                                        e.filterKeys()))
                .toList();
    }

    private static boolean isBroken(NomadEvent event) {
        try (JsonParser json =
                JacksonFrameParser.JSON.createParser(
                        event.payloadBuffer(), event.payloadOffset(), event.payloadLength())) {
            while (json.nextToken() != null) {
                if (json.currentToken().isNumeric()) {
                    json.getNumberValue();
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Frame reference(byte[] line) {
        try {
            return jackson.parse(line, line.length);
        } catch (MalformedFrameException e) {
            return null;
        }
    }

    private static byte[] mutated(byte[] line, Random random) {
        int at = random.nextInt(line.length);
        int to = Math.min(line.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 80));
        byte[] changed = line.clone();
        switch (random.nextInt(7)) {
            case 0 -> changed[at] = (byte) random.nextInt(256);
            case 1 -> changed[at] = INTERESTING[random.nextInt(INTERESTING.length)];
            case 2 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 3 -> changed = joined(line, at, new byte[0], to);
            case 4 ->
                    changed =
                            joined(
                                    line,
                                    at,
                                    new byte[] {INTERESTING[random.nextInt(INTERESTING.length)]},
                                    at);
            case 5 -> changed = joined(line, at, Arrays.copyOfRange(line, at, to), at);
            default ->
                    changed =
                            random.nextInt(4) == 0
                                    ? Arrays.copyOf(line, at)
                                    : joined(line, at, swapped(line, at, to), to);
        }
        return changed;
    }

    private static byte[] swapped(byte[] line, int from, int to) {
        byte[] part = Arrays.copyOfRange(line, from, to);
        for (int i = 0, j = part.length - 1; i < j; i++, j--) {
            byte kept = part[i];
            part[i] = part[j];
            part[j] = kept;
        }
        return part;
    }

    private static byte[] joined(byte[] line, int until, byte[] middle, int from) {
        byte[] joined = new byte[until + middle.length + line.length - from];
        System.arraycopy(line, 0, joined, 0, until);
        System.arraycopy(middle, 0, joined, until, middle.length);
        System.arraycopy(line, from, joined, until + middle.length, line.length - from);
        return joined;
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }
}
