package io.nomadflink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.client.Access;
import io.nomadflink.connector.client.TlsSettings;
import io.nomadflink.connector.client.TokenSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ClusterOptionsTest {

    /** TaskManagers read them, too, in another working directory. */
    @Test
    void filesAreNamedAbsolutely() {
        ClusterOptions options = new ClusterOptions();
        new CommandLine(options)
                .parseArgs(
                        "--token-file=token",
                        "--ca-cert=ca.pem",
                        "--ca-path=authorities",
                        "--client-cert=cert.pem",
                        "--client-key=key.pem");

        Access access = options.access();
        assertThat(access.token()).isEqualTo(TokenSource.file(absolute("token")));
        TlsSettings tls = access.tls();
        assertThat(tls.caFile()).isEqualTo(absolute("ca.pem"));
        assertThat(tls.caDirectory()).isEqualTo(absolute("authorities"));
        assertThat(tls.clientCertificate()).isEqualTo(absolute("cert.pem"));
        assertThat(tls.clientKey()).isEqualTo(absolute("key.pem"));
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().toString();
    }
}
