package io.nomadflink.connector.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Certificates and private keys in PEM, as Nomad, Vault and openssl write them. Errors name the
 * file and never repeat its content.
 */
final class PemFiles {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFiles() {}

    private record Block(String label, byte[] der) {}

    /** All certificates of a file, in its order; at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.label().endsWith("CERTIFICATE")) {
                found.add(certificate(file, block.der()));
            }
        }
        if (found.isEmpty()) {
            throw new IOException("the file " + file + " holds no PEM certificate");
        }
        return found;
    }

    /**
     * All certificates of all files in a directory and those below it, as Nomad's own tools read
     * them; files of another kind, at which those fail, are left out.
     */
    static List<X509Certificate> certificatesIn(Path directory) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        for (Path file : filesIn(directory)) {
            if (read(file).contains("-----BEGIN CERTIFICATE-----")) {
                found.addAll(certificates(file));
            }
        }
        if (found.isEmpty()) {
            throw new IOException("the directory " + directory + " holds no PEM certificate");
        }
        return found;
    }

    /** The files of a directory and those below it, in the order of their names. */
    static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw unreadable(directory, e.getCause());
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** The private key of a file: PKCS#8, or RSA or EC in their older forms; not encrypted. */
    static PrivateKey privateKey(Path file) throws IOException {
        for (Block block : blocks(file)) {
            switch (block.label()) {
                case "PRIVATE KEY":
                    return key(file, block.der());
                case "RSA PRIVATE KEY":
                    return key(file, Pkcs8.ofRsa(block.der()));
                case "EC PRIVATE KEY":
                    return key(file, Pkcs8.ofEc(block.der()));
                case "ENCRYPTED PRIVATE KEY":
                    throw encrypted(file);
                default:
                    break;
            }
        }
        throw read(file).contains("ENCRYPTED")
                ? encrypted(file)
                : new IOException("the file " + file + " holds no PEM private key");
    }

    private static IOException encrypted(Path file) {
        return new IOException(
                "the private key in "
                        + file
                        + " is encrypted: store it decrypted, readable by this process alone");
    }

    private static PrivateKey key(Path file, byte[] pkcs8) throws IOException {
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = key(algorithm, pkcs8);
            if (key != null) {
                return key;
            }
        }
        throw new IOException("the private key in " + file + " is neither RSA, EC nor Ed25519");
    }

    private static PrivateKey key(String algorithm, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private static X509Certificate certificate(Path file, byte[] der) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IOException("a certificate in " + file + " cannot be read");
        }
    }

    private static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(read(file));
        while (matcher.find()) {
            try {
                blocks.add(
                        new Block(
                                matcher.group(1),
                                Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IOException("the file " + file + " is not valid PEM");
            }
        }
        return blocks;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(Path file, IOException e) {
        return new IOException(file + " cannot be read: " + e.getClass().getSimpleName());
    }
}
