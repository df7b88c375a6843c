package io.nomadflink.jobs.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server for posted rows, which may refuse them, not answer, or be gone. */
public final class RowReceiver implements AutoCloseable {
    /** What it does with a request. */
    private enum Mood {
        TAKING,
        REFUSING,
        HANGING
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final NewestRows rows = new NewestRows();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger hung = new AtomicInteger();
    private volatile Mood mood = Mood.TAKING;
    private HttpServer server;
    private int port;

    public RowReceiver() throws IOException {
        listen();
    }

    private void listen() throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        port = server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/rows", this::answer);
        server.start();
    }

    /** One that hangs is left open, until the server is gone. */
    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (mood) {
            case HANGING -> hung.incrementAndGet();
            case REFUSING -> {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
            }
            default -> {
                rows.takePosted(body);
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
        }
    }

    public void refuse() {
        mood = Mood.REFUSING;
    }

    public void hang() {
        mood = Mood.HANGING;
    }

    public void leave() {
        server.stop(0);
    }

    /** Takes rows again, at the address it had. */
    public void comeBack() throws IOException {
        mood = Mood.TAKING;
        listen();
    }

    public String url() {
        return "http://localhost:" + port + "/rows";
    }

    public int refused() {
        return refused.get();
    }

    public int hung() {
        return hung.get();
    }

    public NewestRows rows() {
        return rows;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
