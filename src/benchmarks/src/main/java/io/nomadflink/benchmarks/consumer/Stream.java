package io.nomadflink.benchmarks.consumer;

/**
 * A stream to consume.
 *
 * @param bytes after the first heartbeat
 * @param scratch a directory for what a way leaves behind
 * @param database a JDBC URL, or "" where none is needed
 */
record Stream(int port, long events, long bytes, String scratch, String database) {

    String address() {
        return "http://127.0.0.1:" + port;
    }
}
