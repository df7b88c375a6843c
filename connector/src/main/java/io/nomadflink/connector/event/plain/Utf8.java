package io.nomadflink.connector.event.plain;

/** Whether bytes are UTF-8, as strictly as Jackson looks: lead and continuation bytes fit. */
public final class Utf8 {
    private Utf8() {}

    public static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int more = bytes[at] >= 0 ? 0 : continuations(bytes[at]);
            if (more < 0 || at + more >= to) {
                return false;
            }
            for (int i = 1; i <= more; i++) {
                if ((bytes[at + i] & 0xC0) != 0x80) {
                    return false;
                }
            }
            at += more + 1;
        }
        return true;
    }

    private static int continuations(byte lead) {
        if ((lead & 0xE0) == 0xC0) {
            return 1;
        }
        if ((lead & 0xF0) == 0xE0) {
            return 2;
        }
        return (lead & 0xF8) == 0xF0 ? 3 : -1;
    }
}
