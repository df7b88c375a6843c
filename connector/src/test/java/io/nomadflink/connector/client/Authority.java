package io.nomadflink.connector.client;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate authority that lives for one test. */
final class Authority {
    private static final char[] PASSWORD = "irrelevant".toCharArray();
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final String name;
    private final Issued self;

    /** A key and its certificate. */
    record Issued(KeyPair keys, X509Certificate certificate) {

        /** The certificate, written to a PEM file. */
        String certificateFile(Path file) throws IOException {
            return write(file, certificate);
        }

        /** The key as PKCS#8. */
        String keyFile(Path file) throws IOException {
            return write(file, new JcaPKCS8Generator(keys.getPrivate(), null));
        }

        /** The key as openssl and {@code nomad tls} wrote it: PKCS#1 or SEC 1. */
        String oldKeyFile(Path file) throws IOException {
            return keys.getPrivate() instanceof ECPrivateKey key
                    ? write(file, new PemObject("EC PRIVATE KEY", sec1(key)))
                    : write(file, keys.getPrivate());
        }

        private static byte[] sec1(ECPrivateKey key) throws IOException {
            return new org.bouncycastle.asn1.sec.ECPrivateKey(
                            256, key.getS(), SECObjectIdentifiers.secp256r1)
                    .getEncoded();
        }

        private static String write(Path file, Object what) throws IOException {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(what);
            }
            return Files.writeString(file, text.toString()).toString();
        }
    }

    Authority(String name) throws Exception {
        this.name = name;
        KeyPair keys = ecKeys();
        Instant now = Instant.now();
        this.self =
                new Issued(
                        keys,
                        sign(
                                builder(
                                                name,
                                                keys,
                                                now.minus(1, ChronoUnit.DAYS),
                                                now.plus(1, ChronoUnit.DAYS))
                                        .addExtension(
                                                Extension.basicConstraints,
                                                true,
                                                new BasicConstraints(true)),
                                keys.getPrivate()));
    }

    /** The authority's own certificate in a file. */
    String file(Path file) throws IOException {
        return self.certificateFile(file);
    }

    Issued issue(String... dnsNames) throws Exception {
        return issue(ecKeys(), Instant.now().plus(1, ChronoUnit.HOURS), dnsNames);
    }

    Issued expired(String... dnsNames) throws Exception {
        return issue(ecKeys(), Instant.now().minus(1, ChronoUnit.HOURS), dnsNames);
    }

    Issued issueRsa(String... dnsNames) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return issue(
                generator.generateKeyPair(), Instant.now().plus(1, ChronoUnit.HOURS), dnsNames);
    }

    private Issued issue(KeyPair keys, Instant end, String... dnsNames) throws Exception {
        GeneralName[] names =
                Arrays.stream(dnsNames)
                        .map(dns -> new GeneralName(GeneralName.dNSName, dns))
                        .toArray(GeneralName[]::new);
        X509v3CertificateBuilder builder =
                builder(dnsNames[0], keys, end.minus(12, ChronoUnit.HOURS), end)
                        .addExtension(
                                Extension.subjectAlternativeName, false, new GeneralNames(names));
        return new Issued(keys, sign(builder, self.keys().getPrivate()));
    }

    private X509v3CertificateBuilder builder(
            String subject, KeyPair keys, Instant from, Instant to) {
        return new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + name),
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(from),
                Date.from(to),
                new X500Name("CN=" + subject),
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static KeyPair ecKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A server with this certificate that trusts this authority's clients. */
    SSLContext server(Issued server) throws Exception {
        KeyStore keys = empty();
        keys.setKeyEntry(
                "server",
                server.keys().getPrivate(),
                PASSWORD,
                new X509Certificate[] {server.certificate()});
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD);
        KeyStore trusted = empty();
        trusted.setCertificateEntry("ca", self.certificate());
        TrustManagerFactory clients = TrustManagerFactory.getInstance("PKIX");
        clients.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), clients.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }
}
