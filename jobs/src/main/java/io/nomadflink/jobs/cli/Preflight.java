package io.nomadflink.jobs.cli;

import io.nomadflink.connector.client.ClientSettings;
import io.nomadflink.connector.client.NomadClient;
import io.nomadflink.connector.source.NomadSourceOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/**
 * Asks the agents one question before a job is started, so that a wrong address is told at once.
 */
final class Preflight {
    private Preflight() {}

    static void check(ClusterOptions cluster) {
        ClientSettings settings =
                NomadSourceOptions.settings(
                        cluster.addresses, cluster.access(), new Configuration());
        List<String> failures = new ArrayList<>();
        try (NomadClient client = new NomadClient(settings)) {
            for (String address : settings.addresses()) {
                String failure = client.check(address);
                if (failure == null) {
                    return;
                }
                failures.add(failure);
            }
        }
        throw UserException.failed("no Nomad agent answers: " + String.join("; ", failures));
    }
}
