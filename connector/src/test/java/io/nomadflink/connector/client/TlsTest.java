package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.event.Topic;
import io.nomadflink.simulator.NomadSimulator;
import io.nomadflink.simulator.NomadSimulatorBuilder;
import io.nomadflink.simulator.Profile;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS against real servers: what works, and what is said when it does not. */
class TlsTest {
    private static final String SERVER = "server.global.nomad";

    @TempDir private Path folder;
    private Authority authority;
    private TlsSettings trusting;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = new Authority("nomad");
        trusting = TlsSettings.defaults().withCaFile(authority.file(folder.resolve("ca.pem")));
    }

    private static NomadSimulatorBuilder nomad() {
        return NomadSimulator.builder();
    }

    private NomadSimulator serving(Authority.Issued certificate) throws Exception {
        return nomad().tls(authority.server(certificate)).start();
    }

    private static String problem(TlsSettings tls, String address) {
        try (NomadClient client = Clients.client(Clients.anonymous().withTls(tls), address)) {
            List<String> found =
                    client.preflight(List.of(Clients.subscription("default", Topic.JOB)));
            assertThat(found).hasSizeLessThan(2);
            String problem = found.isEmpty() ? "" : found.get(0);
            assertThat(problem).doesNotContain("\n");
            return problem;
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void streamsFromAServerThatIsReachedByItsIp(Profile profile) throws Exception {
        try (NomadSimulator server =
                        nomad().profile(profile)
                                .tls(authority.server(authority.issue(SERVER)))
                                .start();
                NomadClient client =
                        Clients.client(
                                Clients.anonymous().withTls(trusting.withServerName(SERVER)),
                                server.address());
                ElementFeed feed =
                        client.subscribe(
                                "t",
                                Clients.subscription("*", Topic.JOB),
                                new Start.Earliest(),
                                StreamOptions.REPORT,
                                () -> {},
                                StreamObserver.NONE)) {
            server.publish(7, Clients.job("web", 7));
            assertThat(Clients.read(feed, 1).get(0).index()).isEqualTo(7);
        }
    }

    @Test
    void namesTheNamesOfACertificateForAnother() throws Exception {
        try (NomadSimulator server = serving(authority.issue(SERVER, "localhost"))) {
            assertThat(problem(trusting, server.address()))
                    .contains("is for " + SERVER + ", localhost, not for 127.0.0.1")
                    .contains("--tls-server-name");
            assertThat(problem(trusting.withServerName("client.eu.nomad"), server.address()))
                    .contains("not for client.eu.nomad");
        }
    }

    @Test
    void saysThatACertificateHasExpired() throws Exception {
        try (NomadSimulator server = serving(authority.expired(SERVER))) {
            assertThat(problem(trusting.withServerName(SERVER), server.address()))
                    .contains("has expired: renew it");
        }
    }

    @Test
    void saysThatTheAuthorityIsAnother() throws Exception {
        String other = new Authority("other").file(folder.resolve("other.pem"));
        try (NomadSimulator server = serving(authority.issue(SERVER))) {
            TlsSettings wrong = TlsSettings.defaults().withServerName(SERVER);
            assertThat(problem(wrong, server.address())).contains("--ca-cert");
            assertThat(problem(wrong.withCaFile(other), server.address())).contains("--ca-cert");
        }
    }

    @Test
    void trustsADirectoryAndAnyoneOnDemand() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("cas"));
        authority.file(Files.createDirectory(directory.resolve("below")).resolve("a.pem"));
        new Authority("other").file(directory.resolve("b.pem"));
        Files.writeString(directory.resolve("README"), "certificates");
        TlsSettings named = TlsSettings.defaults().withServerName(SERVER);
        try (NomadSimulator server = serving(authority.issue(SERVER))) {
            assertThat(problem(named.withCaDirectory(directory.toString()), server.address()))
                    .isEmpty();
            assertThat(problem(TlsSettings.defaults().withSkipVerification(true), server.address()))
                    .isEmpty();
        }
    }

    @Test
    void showsAClientCertificateWithAKeyOfAnyForm() throws Exception {
        Authority.Issued ec = authority.issue("cli.global.nomad");
        Authority.Issued rsa = authority.issueRsa("cli.global.nomad");
        TlsSettings named = trusting.withServerName(SERVER);
        try (NomadSimulator server =
                nomad().tls(authority.server(authority.issue(SERVER)))
                        .clientCertificates(true)
                        .start()) {
            for (Authority.Issued issued : List.of(ec, rsa)) {
                String certificate = issued.certificateFile(folder.resolve("client.pem"));
                for (String key :
                        List.of(
                                issued.keyFile(folder.resolve("pkcs8.pem")),
                                issued.oldKeyFile(folder.resolve("old.pem")))) {
                    TlsSettings tls = named.withClientCertificate(certificate, key);
                    assertThat(problem(tls, server.address())).isEmpty();
                }
            }
        }
    }

    @Test
    void noKeyIsLoggedOrSerialized() throws Exception {
        Authority.Issued issued = authority.issue("cli.global.nomad");
        String keyFile = issued.keyFile(folder.resolve("client-key.pem"));
        TlsSettings tls =
                trusting.withServerName(SERVER)
                        .withClientCertificate(
                                issued.certificateFile(folder.resolve("client.pem")), keyFile);
        String keyLine = Files.readAllLines(Path.of(keyFile)).get(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CapturedLogs logs = new CapturedLogs();
                NomadSimulator server =
                        nomad().tls(authority.server(authority.issue(SERVER)))
                                .clientCertificates(true)
                                .start();
                ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            Access access = Clients.anonymous().withTls(tls);
            assertThat(problem(tls, server.address())).isEmpty();
            out.writeObject(Clients.settings(access, Clients.options(), server.address()));

            assertThat(logs.text()).contains("org.apache.hc").doesNotContain(keyLine);
            assertThat(access.toString()).contains("client-key.pem").doesNotContain(keyLine);
            assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain(keyLine);
        }
    }

    @Test
    void saysThatAClientCertificateIsMissingOrWrong() throws Exception {
        Authority.Issued foreign = new Authority("other").issue("cli.global.nomad");
        TlsSettings named = trusting.withServerName(SERVER);
        try (NomadSimulator server =
                nomad().tls(authority.server(authority.issue(SERVER)))
                        .clientCertificates(true)
                        .start()) {
            assertThat(problem(named, server.address())).contains("--client-cert");
            TlsSettings wrong =
                    named.withClientCertificate(
                            foreign.certificateFile(folder.resolve("c.pem")),
                            foreign.keyFile(folder.resolve("k.pem")));
            assertThat(problem(wrong, server.address()))
                    .containsAnyOf("refused the client certificate", "hung up");
        }
    }

    @Test
    void tellsTlsFromPlain() throws Exception {
        try (NomadSimulator plain = nomad().start();
                NomadSimulator tls = serving(authority.issue(SERVER))) {
            assertThat(problem(trusting, plain.address().replace("http:", "https:")))
                    .contains("write http:// instead of https://");
            assertThat(problem(trusting, tls.address().replace("https:", "http:")))
                    .contains("write https:// instead of http://");
        }
    }

    @Test
    void aRotatedCertificateCountsFromTheNextConnectionOn() throws Exception {
        Authority next = new Authority("next");
        Path file = folder.resolve("rotated.pem");
        String old = authority.file(file);
        TlsSettings tls = TlsSettings.defaults().withCaFile(old).withServerName(SERVER);
        try (NomadSimulator before = serving(authority.issue(SERVER));
                NomadSimulator after = nomad().tls(next.server(next.issue(SERVER))).start();
                NomadHttp http =
                        new NomadHttp(
                                Clients.settings(
                                        Clients.anonymous().withTls(tls),
                                        Clients.options(),
                                        before.address()))) {
            assertThat(http.get(before.address(), "/v1/regions").ok()).isTrue();
            assertThatThrownBy(() -> http.get(after.address(), "/v1/regions"))
                    .isInstanceOf(javax.net.ssl.SSLException.class);
            next.file(file);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
            assertThat(http.get(after.address(), "/v1/regions").ok()).isTrue();
        }
    }

    @Test
    void namesTheFileThatCannotBeUsed() throws Exception {
        Authority.Issued issued = authority.issue("cli.global.nomad");
        String certificate = issued.certificateFile(folder.resolve("c.pem"));
        String noKey = Files.writeString(folder.resolve("no-key.pem"), "hello").toString();
        String encrypted =
                Files.writeString(
                                folder.resolve("encrypted.pem"),
                                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n")
                        .toString();
        try (NomadSimulator server = serving(authority.issue(SERVER))) {
            String address = server.address();
            assertThat(problem(trusting.withCaFile("/nowhere/ca.pem"), address))
                    .contains("/nowhere/ca.pem");
            assertThat(problem(trusting.withClientCertificate(certificate, noKey), address))
                    .contains("no-key.pem holds no PEM private key");
            assertThat(problem(trusting.withClientCertificate(certificate, encrypted), address))
                    .contains("encrypted.pem is encrypted");
        }
        assertThatThrownBy(() -> TlsSettings.defaults().withClientCertificate(certificate, null))
                .hasMessageContaining("key is missing");
    }
}
