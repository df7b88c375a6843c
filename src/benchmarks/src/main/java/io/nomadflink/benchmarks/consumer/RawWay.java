package io.nomadflink.benchmarks.consumer;

import java.io.EOFException;
import java.io.IOException;

/** Reads and does nothing else. */
record RawWay(Stream stream) implements Way {

    @Override
    public void consume(Meter meter) throws IOException {
        try (PlainSocket socket = new PlainSocket(stream)) {
            byte[] buffer = new byte[1 << 16];
            meter.begin();
            for (long left = stream.bytes(); left > 0; ) {
                int count = socket.in().read(buffer);
                if (count < 0) {
                    throw new EOFException(left + " bytes are missing");
                }
                left -= count;
            }
            meter.endWithout();
        }
    }
}
