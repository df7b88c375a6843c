package io.nomadflink.jobs.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.types.Row;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects rows of a table and posts them, again and again while the receiver is away. */
final class WebhookWriter implements SinkWriter<Row> {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookWriter.class);
    private static final int BATCH = 500;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout ANSWER = Timeout.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Refusals that may pass: request time-out, too early, too many requests. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final Table table;
    private final WebhookTarget target;
    private final RowJson json;
    private final CloseableHttpClient http;
    private final List<Row> rows = new ArrayList<>();

    WebhookWriter(Table table, WebhookTarget target) {
        this.table = table;
        this.target = target;
        this.json = new RowJson(table);
        this.http =
                HttpClients.custom()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(CONNECT)
                                                        .build())
                                        .build())
                        .setDefaultRequestConfig(
                                RequestConfig.custom().setResponseTimeout(ANSWER).build())
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .build();
    }

    @Override
    public void write(Row row, Context context) throws IOException, InterruptedException {
        rows.add(row);
        if (rows.size() >= BATCH) {
            flush(false);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (!rows.isEmpty()) {
            post(body());
            rows.clear();
        }
    }

    private byte[] body() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 12);
        try (JsonGenerator document = RowJson.generator(out)) {
            document.writeStartObject();
            document.writeStringField("table", table.name());
            document.writeArrayFieldStart("rows");
            for (Row row : rows) {
                json.writeTo(document, row);
            }
            document.writeEndArray();
            document.writeEndObject();
        }
        return out.toByteArray();
    }

    private void post(byte[] body) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + target.patience().toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            String problem = attempt(body);
            if (problem == null) {
                return;
            }
            if (System.nanoTime() + pause.toNanos() > deadline) {
                throw new IOException(target + " took no rows for too long: " + problem);
            }
            LOG.warn("{} takes no rows, trying again in {}: {}", target, pause, problem);
            Thread.sleep(pause.toMillis());
        }
    }

    /**
     * @return null if the rows were taken, else why trying again may help
     * @throws IOException if it would not
     */
    private String attempt(byte[] body) throws IOException {
        HttpPost request;
        try {
            request = request(body);
        } catch (IOException e) {
            return e.toString();
        }
        int status;
        try {
            status =
                    http.execute(
                            request,
                            response -> {
                                EntityUtils.consume(response.getEntity());
                                return response.getCode();
                            });
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
        if (status >= 200 && status < 300) {
            return null;
        }
        if (status >= 500 || PASSING.contains(status)) {
            return "status " + status;
        }
        throw new IOException(target + " refused rows with status " + status);
    }

    /**
     * @throws IOException as long as a file with the URL is away or half written
     */
    private HttpPost request(byte[] body) throws IOException {
        WebhookTarget.Endpoint endpoint = target.endpoint();
        HttpPost request = new HttpPost(endpoint.url());
        endpoint.headers().forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return request;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            LOG.debug("Closing an HTTP client failed", e);
        }
    }
}
