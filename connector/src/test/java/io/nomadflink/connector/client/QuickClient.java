package io.nomadflink.connector.client;

import io.nomadflink.connector.source.NomadSourceOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** Settings of clients for tests: everything quick. */
public final class QuickClient {
    private final Configuration options = new Configuration();
    private final List<String> addresses;
    private TokenSource token = TokenSource.none();

    private QuickClient(List<String> addresses) {
        this.addresses = addresses;
        options.set(NomadSourceOptions.MIN_BACKOFF, Duration.ofMillis(5));
        options.set(NomadSourceOptions.MAX_BACKOFF, Duration.ofMillis(20));
        options.set(NomadSourceOptions.OPEN_TIMEOUT, Duration.ofSeconds(2));
        options.set(NomadSourceOptions.REQUEST_TIMEOUT, Duration.ofSeconds(5));
    }

    public static QuickClient of(String... addresses) {
        return new QuickClient(List.of(addresses));
    }

    public QuickClient token(TokenSource source) {
        token = source;
        return this;
    }

    public QuickClient idle(Duration timeout) {
        options.set(NomadSourceOptions.IDLE_TIMEOUT, timeout);
        return this;
    }

    public QuickClient open(Duration timeout) {
        options.set(NomadSourceOptions.OPEN_TIMEOUT, timeout);
        return this;
    }

    public QuickClient start(Duration timeout) {
        options.set(NomadSourceOptions.START_TIMEOUT, timeout);
        return this;
    }

    public QuickClient stall(Duration timeout) {
        options.set(NomadSourceOptions.STALL_TIMEOUT, timeout);
        return this;
    }

    public QuickClient grace(Duration timeout) {
        options.set(NomadSourceOptions.AUTHORIZATION_GRACE, timeout);
        return this;
    }

    public QuickClient backoff(Duration least, Duration most) {
        options.set(NomadSourceOptions.MIN_BACKOFF, least);
        options.set(NomadSourceOptions.MAX_BACKOFF, most);
        return this;
    }

    public QuickClient queue(long bytes) {
        options.set(NomadSourceOptions.QUEUE_SIZE, new MemorySize(bytes));
        return this;
    }

    public QuickClient spool(Path directory, long maxBytes) {
        options.set(NomadSourceOptions.SPOOL_DIRECTORY, directory.toString());
        options.set(NomadSourceOptions.SPOOL_MAX_BYTES, new MemorySize(maxBytes));
        return this;
    }

    public QuickClient maxLine(long bytes) {
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
