package io.nomadflink.jobs.change;

import io.nomadflink.jobs.types.CompactSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An allocation's id in 16 bytes: the UUID itself, or a digest of an id that is none. */
public record AllocationId(long high, long low) {
    private static final int UUID_LENGTH = 36;
    private static final int DIGITS = 32;

    public static AllocationId of(String text) {
        return of(text.toCharArray(), 0, text.length());
    }

    static AllocationId of(char[] text, int offset, int length) {
        if (length != UUID_LENGTH) {
            return digest(text, offset, length);
        }
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = digit(text[i]);
            if (digit >= 0) {
                high = high << 4 | low >>> 60;
                low = low << 4 | digit;
                digits++;
            }
        }
        return digits == DIGITS ? new AllocationId(high, low) : digest(text, offset, length);
    }

    private static int digit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    private static AllocationId digest(char[] text, int offset, int length) {
        byte[] bytes = new String(text, offset, length).getBytes(StandardCharsets.UTF_8);
        UUID digest = UUID.nameUUIDFromBytes(bytes);
        return new AllocationId(digest.getMostSignificantBits(), digest.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }

    /** Two longs. */
    public static final class Serializer extends CompactSerializer<AllocationId> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int version() {
            return 1;
        }

        @Override
        public int getLength() {
            return 2 * Long.BYTES;
        }

        @Override
        public void serialize(AllocationId id, DataOutputView out) throws IOException {
            out.writeLong(id.high);
            out.writeLong(id.low);
        }

        @Override
        protected AllocationId read(int version, DataInputView in) throws IOException {
            return new AllocationId(in.readLong(), in.readLong());
        }
    }
}
