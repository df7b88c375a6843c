package io.nomadflink.benchmarks.corpus;

/** Numbers of a fixed width, written into bytes. */
final class Digits {
    private Digits() {}

    /** Eight digits. */
    static void hex(byte[] target, int offset, int value) {
        for (int i = 0; i < 8; i++) {
            target[offset + i] = (byte) Character.forDigit(value >>> 28 - 4 * i & 15, 16);
        }
    }

    static void decimal(byte[] target, int offset, int digits, long value) {
        long left = value;
        for (int i = digits - 1; i >= 0; i--) {
            target[offset + i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
