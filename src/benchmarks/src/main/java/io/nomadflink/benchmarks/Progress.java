package io.nomadflink.benchmarks;

import java.io.PrintStream;

/** Tells how far a measurement is, on one line that changes. */
public final class Progress {
    private final PrintStream out;
    private int length;

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void tell(String format, Object... values) {
        String text = String.format(format, values);
        out.print("\r" + text + " ".repeat(Math.max(0, length - text.length())));
        length = text.length();
    }

    /** Leaves the line as it is and begins another one. */
    public void end() {
        out.println();
        length = 0;
    }
}
