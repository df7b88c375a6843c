package io.nomadflink.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Lines of recordings with bytes changed, left out, put in, doubled, turned round or cut off.
 * {@code -Dnomad.fuzz.lines=N} sets how many a test takes, {@code -Dnomad.fuzz.seed=N} which.
 */
public final class Mutations {
    /** How many a test takes. */
    public static final int COUNT = Integer.getInteger("nomad.fuzz.lines", 60_000);

    private static final long SEED = Long.getLong("nomad.fuzz.seed", 20260801L);
    private static final int LONGEST = 6_000;
    private static final byte[] INTERESTING =
            "\"\\{}[]:,0-9.eEtfn_Yy \t\n/u\u0000\u001f\u007f".getBytes(StandardCharsets.ISO_8859_1);

    private final List<byte[]> lines = new ArrayList<>();
    private final Random random = new Random(SEED);

    /** Of the lines of all recordings. */
    public Mutations() throws IOException {
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

    /** A line as it was recorded; not to be changed. */
    public byte[] line() {
        return lines.get(random.nextInt(lines.size()));
    }

    /** The next line, changed in one to three places. */
    public byte[] next() {
        byte[] mutated = line();
        for (int n = 1 + random.nextInt(3); n > 0 && mutated.length > 0; n--) {
            mutated = mutated(mutated);
        }
        return mutated;
    }

    private byte[] mutated(byte[] line) {
        int at = random.nextInt(line.length);
        int to = Math.min(line.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 80));
        byte[] changed = line.clone();
        switch (random.nextInt(7)) {
            case 0 -> changed[at] = (byte) random.nextInt(256);
            case 1 -> changed[at] = interesting();
            case 2 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 3 -> changed = joined(line, at, new byte[0], to);
            case 4 -> changed = joined(line, at, new byte[] {interesting()}, at);
            case 5 -> changed = joined(line, at, Arrays.copyOfRange(line, at, to), at);
            default ->
                    changed =
                            random.nextInt(4) == 0
                                    ? Arrays.copyOf(line, at)
                                    : joined(line, at, turned(line, at, to), to);
        }
        return changed;
    }

    private byte interesting() {
        return INTERESTING[random.nextInt(INTERESTING.length)];
    }

    private static byte[] turned(byte[] line, int from, int to) {
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
}
