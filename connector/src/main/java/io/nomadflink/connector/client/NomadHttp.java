package io.nomadflink.connector.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * GET requests to Nomad agents: plain HTTP/1.1, no compression, no redirects, no retries, a token
 * read for each.
 */
public final class NomadHttp implements Closeable {
    private static final int CONNECTIONS = 1024;
    private static final int MAX_BODY = 256 << 20;

    /** So that rotated certificates soon count for lists and probes too. */
    private static final Duration POOLED = Duration.ofMinutes(1);

    private final ClientSettings settings;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    public NomadHttp(ClientSettings settings) {
        this.settings = settings;
        this.client = client(settings);
        this.deadlines = new ScheduledThreadPoolExecutor(1, Daemons.named("nomad-deadlines"));
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(ClientSettings settings) {
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnTotal(CONNECTIONS)
                                .setMaxConnPerRoute(CONNECTIONS)
                                .setConnectionFactory(QuietConnection::create)
                                .setTlsSocketStrategy(new ReloadingTls(settings.access().tls()))
                                .setDefaultConnectionConfig(
                                        ConnectionConfig.custom()
                                                .setConnectTimeout(timeout(settings.openTimeout()))
                                                .setSocketTimeout(timeout(settings.openTimeout()))
                                                .setTimeToLive(TimeValue.of(POOLED))
                                                .build())
                                .build())
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .setUserAgent("flink-connector-nomad")
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }

    /** Runs something after a while unless cancelled, or never once closed; must be short. */
    Future<?> after(Duration delay, Runnable task) {
        try {
            return deadlines.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
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
        Future<?> deadline = after(limit, request::abort);
        try {
            return client.execute(request, NomadHttp::whole);
        } catch (IllegalStateException | NullPointerException e) {
            throw inTime(request, closed());
        } catch (IOException e) {
            throw inTime(request, e);
        } finally {
            deadline.cancel(false);
        }
    }

    /** What HttpClient 5.6 has no exception for when its pool is closed while it connects. */
    private static IOException closed() {
        return new IOException("this client is closed");
    }

    /** Only a deadline aborts a request before it is answered. */
    private static IOException inTime(HttpGet request, IOException failure) {
        return request.isAborted() ? new SocketTimeoutException("no answer in time") : failure;
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
        Future<?> deadline = after(settings.openTimeout(), request::abort);
        try {
            return new OpenResponse(request, client.executeOpen(null, request, null));
        } catch (IllegalStateException | NullPointerException e) {
            throw inTime(request, closed());
        } catch (IOException e) {
            throw inTime(request, e);
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpGet request(String address, String path, Duration silence) throws IOException {
        AgentAddress agent = AgentAddress.of(address);
        HttpGet request = new HttpGet(agent.base() + path);
        request.setConfig(
                RequestConfig.custom()
                        .setResponseTimeout(timeout(silence))
                        .setConnectionRequestTimeout(timeout(settings.openTimeout()))
                        .setUnixDomainSocket(agent.socket())
                        .build());
        Access access = settings.access();
        access.token().token().ifPresent(token -> request.setHeader("X-Nomad-Token", token));
        access.httpAuth()
                .token()
                .ifPresent(auth -> request.setHeader("Authorization", basic(auth)));
        return request;
    }

    /** As Nomad's Go client: without a colon it is a user with an empty password. */
    private static String basic(String auth) {
        String pair = auth.contains(":") ? auth : auth + ":";
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
