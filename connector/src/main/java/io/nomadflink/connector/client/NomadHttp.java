package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * GET requests to Nomad agents: plain HTTP/1.1, no compression, no redirects, no retries, a token
 * read for each.
 */
public final class NomadHttp implements Closeable {
    private static final int CONNECTIONS = 1024;
    private static final int MAX_BODY = 256 << 20;

    private final ClientSettings settings;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines;

    public NomadHttp(ClientSettings settings) {
        this.settings = settings;
        this.client =
                HttpClients.custom()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setMaxConnTotal(CONNECTIONS)
                                        .setMaxConnPerRoute(CONNECTIONS)
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(
                                                                timeout(settings.openTimeout()))
                                                        .setSocketTimeout(
                                                                timeout(settings.openTimeout()))
                                                        .build())
                                        .build())
                        .disableAutomaticRetries()
                        .disableContentCompression()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .setUserAgent("flink-connector-nomad")
                        .build();
        this.deadlines =
                Executors.newSingleThreadScheduledExecutor(Daemons.named("nomad-deadlines"));
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }

    /** Runs something after a while unless cancelled; must be short. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return deadlines.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A list, read or probe, answered as a whole. Consistent unless the path says {@code stale}.
     */
    public NomadResponse get(String address, String path) throws IOException {
        return get(address, path, settings.requestTimeout());
    }

    /** The same with a limit of its own: for reads that wait for a change. */
    NomadResponse get(String address, String path, Duration limit) throws IOException {
        HttpGet request = request(address, path, limit);
        ScheduledFuture<?> deadline = after(limit, request::abort);
        try {
            return client.execute(request, NomadHttp::whole);
        } finally {
            deadline.cancel(false);
        }
    }

    private static NomadResponse whole(ClassicHttpResponse response) throws IOException {
        byte[] body =
                response.getEntity() == null
                        ? new byte[0]
                        : EntityUtils.toByteArray(response.getEntity(), MAX_BODY);
        Header index = response.getFirstHeader("X-Nomad-Index");
        Header next = response.getFirstHeader("X-Nomad-NextToken");
        return new NomadResponse(
                response.getCode(),
                body == null ? new byte[0] : body,
                index == null ? OptionalLong.empty() : parsed(index.getValue()),
                next == null ? null : next.getValue());
    }

    private static OptionalLong parsed(String value) {
        try {
            return OptionalLong.of(Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * A request whose answer is read as it comes; the caller closes it with {@link
     * OpenResponse#close()}.
     */
    OpenResponse open(String address, String path) throws IOException {
        HttpGet request = request(address, path, settings.idleTimeout());
        ScheduledFuture<?> deadline = after(settings.openTimeout(), request::abort);
        try {
            return new OpenResponse(request, client.executeOpen(null, request, null));
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpGet request(String address, String path, Duration silence) throws IOException {
        HttpGet request = new HttpGet(address + path);
        request.setConfig(
                RequestConfig.custom()
                        .setResponseTimeout(timeout(silence))
                        .setConnectionRequestTimeout(timeout(settings.openTimeout()))
                        .build());
        settings.token().token().ifPresent(token -> request.setHeader("X-Nomad-Token", token));
        return request;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
