package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A response whose body is still coming. May be closed from another thread, which ends a blocked
 * read.
 */
record OpenResponse(HttpGet request, ClassicHttpResponse response) implements Closeable {
    private static final int WORDS = 200;

    /** The body of an error, short. */
    String words() throws IOException {
        byte[] text =
                response.getEntity() == null
                        ? new byte[0]
                        : response.getEntity().getContent().readNBytes(WORDS);
        return new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ").strip();
    }

    /** The request is aborted first: closing an endless chunked body would read on. */
    @Override
    public void close() {
        request.abort();
        try {
            response.close();
        } catch (IOException e) {
            Daemons.ignored("closing an aborted response", e);
        }
    }
}
