package io.nomadflink.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;

/** Settings of a {@link NomadSimulator}, with Nomad's own defaults. */
public final class NomadSimulatorBuilder {

    /** Nomad's default {@code event_buffer_size}. */
    static final int DEFAULT_BUFFER_SIZE = 100;

    /** Nomad sends a heartbeat every 30 s, also while events flow. */
    static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(30);

    /** Time until the garbage collector of Nomad >= 1.11.2 closes a dead stream; 0.02 to 109 s. */
    static final Duration DEFAULT_SILENT_EOF = Duration.ofSeconds(43);

    /** Nomad >= 1.11.2 gives up a write after 40 s. */
    static final Duration DEFAULT_WRITE_DEADLINE = Duration.ofSeconds(40);

    private final List<AccessToken> tokens = new ArrayList<>();
    private final TreeSet<String> namespaces = new TreeSet<>(List.of("default"));
    private Profile profile = Profile.V2_0;
    private int bufferSize = DEFAULT_BUFFER_SIZE;
    private Duration heartbeat = DEFAULT_HEARTBEAT;
    private Duration silentEof = DEFAULT_SILENT_EOF;
    private Duration writeDeadline = DEFAULT_WRITE_DEADLINE;
    private String region = "global";
    private int port;
    private SSLContext tls;
    private boolean clientCertificates;

    NomadSimulatorBuilder() {}

    /** Which servers to imitate; 2.0 unless told. */
    public NomadSimulatorBuilder profile(Profile value) {
        profile = Objects.requireNonNull(value, "profile");
        return this;
    }

    /** Nomad's {@code event_buffer_size}; one more transaction is kept. */
    public NomadSimulatorBuilder bufferSize(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("bufferSize must be positive: " + value);
        }
        bufferSize = value;
        return this;
    }

    /** Time between two heartbeats. */
    public NomadSimulatorBuilder heartbeat(Duration value) {
        heartbeat = positive(value, "heartbeat");
        return this;
    }

    /** How long a dead stream of a profile with hijacked connections stays open. */
    public NomadSimulatorBuilder silentEof(Duration value) {
        silentEof = positive(value, "silentEof");
        return this;
    }

    /** How long one write may take on profiles with hijacked connections. */
    public NomadSimulatorBuilder writeDeadline(Duration value) {
        writeDeadline = positive(value, "writeDeadline");
        return this;
    }

    /** The name of the local region, {@code global} unless told. */
    public NomadSimulatorBuilder region(String value) {
        region = Objects.requireNonNull(value, "region");
        return this;
    }

    /** Namespaces that exist from the beginning, beside {@code default}. */
    public NomadSimulatorBuilder namespaces(String... names) {
        namespaces.addAll(List.of(names));
        return this;
    }

    /** Turns ACLs on and accepts this management token. */
    public NomadSimulatorBuilder token(String secret) {
        return token(AccessToken.management(secret));
    }

    /** Turns ACLs on and accepts this token. */
    public NomadSimulatorBuilder token(AccessToken token) {
        tokens.add(Objects.requireNonNull(token, "token"));
        return this;
    }

    /** The TCP port, 0 for any free one. */
    public NomadSimulatorBuilder port(int value) {
        port = value;
        return this;
    }

    /** Makes the server speak TLS. */
    public NomadSimulatorBuilder tls(SSLContext value) {
        tls = value;
        return this;
    }

    /** Makes it refuse clients without a certificate that the context trusts, if it speaks TLS. */
    public NomadSimulatorBuilder clientCertificates(boolean needed) {
        clientCertificates = needed;
        return this;
    }

    /** Opens the port. */
    public NomadSimulator start() {
        Settings settings =
                new Settings(profile, bufferSize, heartbeat, region, silentEof, writeDeadline);
        Server server = new Server(settings, namespaces);
        tokens.forEach(server.tokens()::accept);
        return new NomadSimulator(
                server, port, tls == null ? null : new Tls(tls, clientCertificates));
    }

    private static Duration positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }
}
