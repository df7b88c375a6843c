package io.nomadflink.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same streams over TLS. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir private Path folder;

    @Test
    void aStreamIsEncrypted() throws Exception {
        SSLContext tls = context();
        try (NomadSimulator nomad = NomadSimulator.builder().tls(tls).start();
                RawClient client =
                        new RawClient(
                                tls.getSocketFactory().createSocket("127.0.0.1", nomad.port()))) {
            assertThat(nomad.address()).startsWith("https://127.0.0.1:");
            client.get("/v1/event/stream");
            nomad.publish(1, Samples.job("default", "web", 1));
            assertThat(client.frame()).startsWith("{\"Index\":1,");
            nomad.faults().closeAll();
            assertThat(client.frame()).isNull();
        }
    }

    private SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(selfSigned())) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private Path selfSigned() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=server.global.nomad",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }
}
