package io.nomadflink.benchmarks;

/** Tells on standard error how far a measurement is, on one line that changes. */
public final class Progress {
    private int length;

    public void tell(String format, Object... values) {
        String text = String.format(format, values);
        System.err.print("\r" + text + " ".repeat(Math.max(0, length - text.length())));
        length = text.length();
    }

    /** Leaves the line as it is and begins another one. */
    public void end() {
        System.err.println();
        length = 0;
    }
}
