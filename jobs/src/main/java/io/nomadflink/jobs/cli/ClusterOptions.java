package io.nomadflink.jobs.cli;

import io.nomadflink.connector.client.Access;
import io.nomadflink.connector.client.ClientSettings;
import io.nomadflink.connector.client.NomadEnvironment;
import io.nomadflink.connector.client.TlsSettings;
import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.source.NomadSourceBuilder;
import io.nomadflink.connector.source.NomadSourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which Nomad, and what of it. */
final class ClusterOptions {
    /** A variable that is set but empty counts as unset, as for Nomad's own tools. */
    private static final NomadEnvironment ENVIRONMENT = NomadEnvironment.ofProcess();

    private static final Map<String, String> KEYS =
            Map.of(
                    NomadSourceOptions.HEDGE.key(), "--hedge",
                    NomadSourceOptions.SPOOL_MAX_BYTES.key(), "--spool-bytes");

    @Option(
            names = "--address",
            split = ",",
            paramLabel = "URL",
            description =
                    "Nomad agents, repeatable or separated by commas (default: $NOMAD_ADDR, else"
                            + " http://127.0.0.1:4646). For a proxy in front of them user:password stands in"
                            + " $NOMAD_HTTP_AUTH.")
    List<String> addresses = List.of(ENVIRONMENT.address().split(","));

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "${env:NOMAD_REGION:-}",
            description = "The region to ask for (default: $NOMAD_REGION, else that of the agent).")
    String region;

    @Option(
            names = "--namespace",
            split = ",",
            paramLabel = "NAME",
            description = "A namespace, repeatable; * for all (default: $NOMAD_NAMESPACE, else *).")
    List<String> namespaces = List.of(ENVIRONMENT.namespace("*").split(","));

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A file that holds the token, read anew at each connection (default: $NOMAD_TOKEN).")
    String tokenFile;

    @Option(
            names = "--ca-cert",
            paramLabel = "FILE",
            defaultValue = "${env:NOMAD_CACERT:-}",
            description = "PEM certificates to trust (default: $NOMAD_CACERT, else the JDK's).")
    String caCert;

    @Option(
            names = "--ca-path",
            paramLabel = "DIR",
            defaultValue = "${env:NOMAD_CAPATH:-}",
            description = "A directory of such files (default: $NOMAD_CAPATH).")
    String caPath;

    @Option(
            names = "--client-cert",
            paramLabel = "FILE",
            defaultValue = "${env:NOMAD_CLIENT_CERT:-}",
            description = "PEM certificate to show to Nomad (default: $NOMAD_CLIENT_CERT).")
    String clientCert;

    @Option(
            names = "--client-key",
            paramLabel = "FILE",
            defaultValue = "${env:NOMAD_CLIENT_KEY:-}",
            description = "Its private key, not encrypted (default: $NOMAD_CLIENT_KEY).")
    String clientKey;

    @Option(
            names = "--tls-server-name",
            paramLabel = "NAME",
            defaultValue = "${env:NOMAD_TLS_SERVER_NAME:-}",
            description =
                    "Whom Nomad's certificate names, as server.global.nomad (default: $NOMAD_TLS_SERVER_NAME,"
                            + " else the host of the address).")
    String tlsServerName;

    @Option(
            names = "--tls-skip-verify",
            description = "Do not verify Nomad's certificate (default: $NOMAD_SKIP_VERIFY).")
    boolean skipVerify;

    @Option(
            names = "--hedge",
            description =
                    "Read from two of the addresses at once, so that the end of one costs nothing.")
    boolean hedge;

    @Option(
            names = "--spool-dir",
            paramLabel = "DIR",
            description =
                    "Where events are kept that do not fit into memory while results cannot be written"
                            + " (default: nowhere, they wait in Nomad's buffer).")
    String spoolDirectory;

    @Option(
            names = "--spool-bytes",
            paramLabel = "SIZE",
            converter = Sizes.class,
            defaultValue = "1g",
            description =
                    "How much each connection may keep there, as 500m or 10g (default: ${DEFAULT-VALUE}).")
    MemorySize spoolBytes;

    /** A simulated cluster in this process, whatever the environment says. */
    static ClusterOptions simulated(String address) {
        ClusterOptions cluster = new ClusterOptions();
        cluster.addresses = List.of(address);
        cluster.namespaces = List.of("*");
        cluster.region = "";
        return cluster;
    }

    Access access() {
        TokenSource token =
                tokenFile == null
                        ? TokenSource.environment(NomadEnvironment.TOKEN)
                        : TokenSource.file(absolute(tokenFile));
        return Access.with(token).withTls(tls());
    }

    private TlsSettings tls() {
        boolean skip = skipVerify || ENVIRONMENT.skipVerification();
        return new TlsSettings(
                absolute(caCert),
                absolute(caPath),
                absolute(clientCert),
                absolute(clientKey),
                tlsServerName,
                skip);
    }

    /** TaskManagers read files, too, and have another working directory. */
    private static String absolute(String path) {
        return path == null || path.isEmpty() ? path : Path.of(path).toAbsolutePath().toString();
    }

    /**
     * What can be told on any machine.
     *
     * @throws UserException for half of a pair of TLS files, a hedge without a second address, an
     *     address that is none
     */
    void checkValues(CommandSpec spec) {
        if (hedge && addresses.stream().distinct().count() < 2) {
            throw UserException.usage(
                    "--hedge reads from two servers at once: give at least two with --address");
        }
        if (spoolDirectory == null) {
            new GivenOptions(spec).refuse("--spool-bytes", "needs --spool-dir");
        }
        if (clientCert.isEmpty() != clientKey.isEmpty()) {
            throw UserException.usage(
                    "--client-cert and --client-key belong together; one is missing");
        }
        settings();
    }

    /**
     * On the machine that connects.
     *
     * @throws UserException also for a file that is not there
     */
    void check(CommandSpec spec) {
        if (spoolDirectory != null && Files.isRegularFile(Path.of(spoolDirectory))) {
            throw UserException.usage("--spool-dir " + spoolDirectory + " is no directory");
        }
        if (tokenFile != null && !Files.isReadable(Path.of(tokenFile))) {
            throw UserException.usage("--token-file " + tokenFile + " cannot be read");
        }
        if (caCert.isEmpty() && !caPath.isEmpty() && !Files.isDirectory(Path.of(caPath))) {
            throw UserException.usage("--ca-path " + caPath + " is no directory");
        }
        readable("--ca-cert", caCert);
        readable("--client-cert", clientCert);
        readable("--client-key", clientKey);
        checkValues(spec);
    }

    private static void readable(String option, String file) {
        if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
            throw UserException.usage(option + " " + file + " cannot be read");
        }
    }

    /**
     * @throws UserException naming the option that is wrong
     */
    ClientSettings settings() {
        try {
            Configuration options = new Configuration();
            tell(options::set);
            return NomadSourceOptions.settings(addresses, access(), options);
        } catch (IllegalArgumentException e) {
            throw UserException.usage(named(e.getMessage()));
        }
    }

    /** The connector names a setting by its key there, and says of an address what is wrong. */
    private static String named(String message) {
        return KEYS.entrySet().stream()
                .filter(key -> message.startsWith(key.getKey() + " "))
                .map(key -> key.getValue() + message.substring(key.getKey().length()))
                .findFirst()
                .orElse("--address: " + message);
    }

    /** Makes a source read this cluster. */
    <T> NomadSourceBuilder<T> applyTo(NomadSourceBuilder<T> source) {
        source.setAddresses(addresses)
                .setRegion(region)
                .setNamespaces(namespaces.toArray(String[]::new))
                .setToken(access().token())
                .setTls(access().tls());
        tell(source::setOption);
        return source;
    }

    /** Takes options of a source or client. */
    private interface Settings {
        <V> void set(ConfigOption<V> option, V value);
    }

    private void tell(Settings settings) {
        settings.set(NomadSourceOptions.HEDGE, hedge);
        if (spoolDirectory != null) {
            settings.set(NomadSourceOptions.SPOOL_DIRECTORY, absolute(spoolDirectory));
            settings.set(NomadSourceOptions.SPOOL_MAX_BYTES, spoolBytes);
        }
    }
}
