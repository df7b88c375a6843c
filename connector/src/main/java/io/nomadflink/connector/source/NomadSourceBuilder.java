package io.nomadflink.connector.source;

import static java.util.Objects.requireNonNull;

import io.nomadflink.connector.client.Access;
import io.nomadflink.connector.client.NomadEnvironment;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.client.TlsSettings;
import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.event.Topic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Builds a {@link NomadSource}; {@link #build()} checks what was set, and names it. */
@PublicEvolving
public final class NomadSourceBuilder<T> {
    private static final List<String> DEFAULT_ADDRESS = List.of("http://127.0.0.1:4646");

    private final Map<Topic, Set<String>> topics = new LinkedHashMap<>();
    private final Set<String> namespaces = new LinkedHashSet<>();
    private final Configuration options = new Configuration();
    private List<String> addresses = DEFAULT_ADDRESS;
    private String region = "";
    private String recording;
    private boolean oneSplit;
    private Access access = Access.with(TokenSource.environment(NomadEnvironment.TOKEN));
    private StartingPosition start = StartingPosition.earliest();
    private GapPolicy gapPolicy = GapPolicy.report();
    private NomadWatermarks watermarks = NomadWatermarks.none();
    private NomadEventDeserializer<T> deserializer;

    NomadSourceBuilder() {}

    /** Base addresses of Nomad agents; {@code http://127.0.0.1:4646} by default. */
    public NomadSourceBuilder<T> setAddresses(String... urls) {
        return setAddresses(Arrays.asList(urls));
    }

    public NomadSourceBuilder<T> setAddresses(List<String> urls) {
        addresses = List.copyOf(urls);
        return this;
    }

    /** The region to ask for; that of the agent by default. */
    public NomadSourceBuilder<T> setRegion(String name) {
        region = requireNonNull(name);
        return this;
    }

    /** Exact names, or {@code *}, which is the default. */
    public NomadSourceBuilder<T> setNamespaces(String... names) {
        namespaces.clear();
        namespaces.addAll(Arrays.asList(names));
        return this;
    }

    /** Whole topics. */
    public NomadSourceBuilder<T> setTopics(Topic... wanted) {
        topics.clear();
        for (Topic topic : wanted) {
            addTopic(topic);
        }
        return this;
    }

    /**
     * Adds a topic, only the events with these keys or filter keys; with none, the whole topic.
     * Keys of several calls add up.
     */
    public NomadSourceBuilder<T> addTopic(Topic topic, String... keys) {
        topics.computeIfAbsent(requireNonNull(topic), t -> new LinkedHashSet<>())
                .addAll(keys.length == 0 ? Set.of(Subscription.ALL) : Arrays.asList(keys));
        return this;
    }

    /**
     * One split, and so one connection and one order, for all topics of a namespace instead of one
     * for each.
     */
    public NomadSourceBuilder<T> setOneSplit(boolean one) {
        oneSplit = one;
        return this;
    }

    /**
     * Reads a recorded stream instead, a file or a directory of them, plain or gzip, and ends; of
     * it the topics and keys that are set.
     */
    public NomadSourceBuilder<T> setRecording(Path path) {
        recording = path.toString();
        return this;
    }

    /**
     * Where the token is found; the environment variable {@code NOMAD_TOKEN} of the TaskManager by
     * default.
     */
    public NomadSourceBuilder<T> setToken(TokenSource source) {
        access = new Access(requireNonNull(source), access.httpAuth(), access.tls());
        return this;
    }

    /**
     * Certificates and keys, as files on the machines that connect; what the JDK trusts by default.
     * {@link NomadEnvironment#tls()} makes them from Nomad's variables.
     */
    public NomadSourceBuilder<T> setTls(TlsSettings settings) {
        access = access.withTls(requireNonNull(settings));
        return this;
    }

    /**
     * Where {@code user:password} is found for HTTP basic authentication, which a proxy in front of
     * Nomad may want; the environment variable {@code NOMAD_HTTP_AUTH} of the TaskManager by
     * default.
     */
    public NomadSourceBuilder<T> setHttpAuth(TokenSource source) {
        access = new Access(access.token(), requireNonNull(source), access.tls());
        return this;
    }

    /**
     * Where subscriptions begin that no checkpoint knows; {@link StartingPosition#earliest()} by
     * default.
     */
    public NomadSourceBuilder<T> setStartingPosition(StartingPosition position) {
        start = requireNonNull(position);
        return this;
    }

    /** {@link GapPolicy#report()} by default. */
    public NomadSourceBuilder<T> setGapPolicy(GapPolicy policy) {
        gapPolicy = requireNonNull(policy);
        return this;
    }

    /** {@link NomadWatermarks#none()} by default. */
    public NomadSourceBuilder<T> setWatermarks(NomadWatermarks wanted) {
        watermarks = requireNonNull(wanted);
        return this;
    }

    public NomadSourceBuilder<T> setDeserializer(NomadEventDeserializer<T> wanted) {
        deserializer = requireNonNull(wanted);
        return this;
    }

    /** One of {@link NomadSourceOptions}. */
    public <V> NomadSourceBuilder<T> setOption(ConfigOption<V> option, V value) {
        options.set(option, value);
        return this;
    }

    /**
     * @throws IllegalArgumentException for what Nomad cannot subscribe to, naming it
     * @throws IllegalStateException if there is no deserializer
     */
    public NomadSource<T> build() {
        if (deserializer == null) {
            throw new IllegalStateException("setDeserializer is missing");
        }
        SourceInput input =
                recording != null
                        ? new SourceInput.Recordings(recording, recorded())
                        : new SourceInput.Cluster(subscriptions());
        return new NomadSource<>(
                input,
                NomadSourceOptions.settings(addresses, access, options),
                start,
                gapPolicy,
                new Configuration(options),
                watermarks,
                deserializer);
    }

    private List<Subscription> subscriptions() {
        Set<String> spaces = namespaces.isEmpty() ? Set.of(Subscription.ALL) : namespaces;
        return SubscriptionPlan.of(region, spaces, wanted(), oneSplit);
    }

    private Subscription recorded() {
        Map<Topic, Set<String>> all = Map.of(Topic.ALL, Set.of());
        return Subscription.of(
                region, Subscription.ALL, topics.containsKey(Topic.ALL) ? all : wanted());
    }

    private Map<Topic, Set<String>> wanted() {
        return topics.isEmpty() ? Map.of(Topic.ALL, Set.of()) : topics;
    }
}
