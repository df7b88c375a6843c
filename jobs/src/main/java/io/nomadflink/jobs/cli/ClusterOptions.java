package io.nomadflink.jobs.cli;

import io.nomadflink.connector.client.ClientSettings;
import io.nomadflink.connector.client.TokenSource;
import io.nomadflink.connector.source.NomadSourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** Which Nomad, and what of it. */
final class ClusterOptions {
    @Option(
            names = "--address",
            split = ",",
            paramLabel = "URL",
            defaultValue = "${env:NOMAD_ADDR:-http://127.0.0.1:4646}",
            description =
                    "Nomad agents, repeatable or separated by commas (default: $NOMAD_ADDR, else"
                            + " http://127.0.0.1:4646).")
    List<String> addresses = new ArrayList<>();

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
            defaultValue = "${env:NOMAD_NAMESPACE:-*}",
            description = "A namespace, repeatable; * for all (default: $NOMAD_NAMESPACE, else *).")
    List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A file that holds the token, read anew at each connection (default: $NOMAD_TOKEN).")
    String tokenFile;

    /**
     * @throws UserException for a token file that is not there
     */
    void check() {
        if (tokenFile != null && !Files.isReadable(Path.of(tokenFile))) {
            throw UserException.usage("--token-file " + tokenFile + " cannot be read");
        }
    }

    /**
     * @throws UserException for an address that is none
     */
    ClientSettings settings() {
        try {
            return NomadSourceOptions.settings(addresses, token(), new Configuration());
        } catch (IllegalArgumentException e) {
            throw UserException.usage("--address: " + e.getMessage());
        }
    }

    TokenSource token() {
        return tokenFile == null
                ? TokenSource.environment("NOMAD_TOKEN")
                : TokenSource.file(tokenFile);
    }
}
