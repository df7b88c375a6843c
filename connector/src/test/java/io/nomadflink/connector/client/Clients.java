package io.nomadflink.connector.client;

import io.nomadflink.connector.source.NomadSourceOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** Settings of clients for tests: everything quick. */
public final class Clients {
    private final Configuration options = new Configuration();
    private final List<String> addresses;
    private TokenSource token = TokenSource.none();

    private Clients(List<String> addresses) {
        this.addresses = addresses;
        options.set(NomadSourceOptions.MIN_BACKOFF, Duration.ofMillis(5));
        options.set(NomadSourceOptions.MAX_BACKOFF, Duration.ofMillis(20));
        options.set(NomadSourceOptions.OPEN_TIMEOUT, Duration.ofSeconds(2));
        options.set(NomadSourceOptions.REQUEST_TIMEOUT, Duration.ofSeconds(5));
    }

    public static Clients of(String... addresses) {
        return new Clients(List.of(addresses));
    }

    public Clients token(TokenSource source) {
        token = source;
        return this;
    }

    public Clients idle(Duration timeout) {
        options.set(NomadSourceOptions.IDLE_TIMEOUT, timeout);
        return this;
    }

    public Clients open(Duration timeout) {
        options.set(NomadSourceOptions.OPEN_TIMEOUT, timeout);
        return this;
    }

    public Clients start(Duration timeout) {
        options.set(NomadSourceOptions.START_TIMEOUT, timeout);
        return this;
    }

    public Clients stall(Duration timeout) {
        options.set(NomadSourceOptions.STALL_TIMEOUT, timeout);
        return this;
    }

    public Clients grace(Duration timeout) {
        options.set(NomadSourceOptions.AUTHORIZATION_GRACE, timeout);
        return this;
    }

    public Clients backoff(Duration least, Duration most) {
        options.set(NomadSourceOptions.MIN_BACKOFF, least);
        options.set(NomadSourceOptions.MAX_BACKOFF, most);
        return this;
    }

    public Clients queue(long bytes) {
        options.set(NomadSourceOptions.QUEUE_SIZE, new MemorySize(bytes));
        return this;
    }

    public Clients maxLine(long bytes) {
        options.set(NomadSourceOptions.MAX_LINE_SIZE, new MemorySize(bytes));
        return this;
    }

    public ClientSettings settings() {
        return NomadSourceOptions.settings(
                addresses, new Access(token, TokenSource.none(), TlsSettings.defaults()), options);
    }

    public NomadClient client() {
        return new NomadClient(settings());
    }
}
