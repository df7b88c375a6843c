package io.nomadflink.connector.client;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** What the files of {@link TlsSettings} hold, as the JDK wants it. */
final class TlsMaterial {
    /** Guards a key store that never leaves this process's memory. */
    private static final char[] IN_MEMORY = new char[0];

    private TlsMaterial() {}

    /**
     * @throws IOException naming the file that cannot be used
     */
    static SSLContext context(TlsSettings settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings), trust(settings), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the TLS files cannot be used: " + e.getClass().getSimpleName());
        }
    }

    private static TrustManager[] trust(TlsSettings settings)
            throws IOException, GeneralSecurityException {
        if (settings.skipVerification()) {
            return new TrustManager[] {new TrustAnyone()};
        }
        List<X509Certificate> trusted = trusted(settings);
        if (trusted.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca" + i, trusted.get(i));
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static List<X509Certificate> trusted(TlsSettings settings) throws IOException {
        if (settings.caFile() != null) {
            return PemFiles.certificates(Path.of(settings.caFile()));
        }
        return settings.caDirectory() == null
                ? List.of()
                : PemFiles.certificatesIn(Path.of(settings.caDirectory()));
    }

    private static KeyManager[] keys(TlsSettings settings)
            throws IOException, GeneralSecurityException {
        if (!settings.hasClientCertificate()) {
            return null;
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keyStore(settings), IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static KeyStore keyStore(TlsSettings settings)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = PemFiles.certificates(Path.of(settings.clientCertificate()));
        PrivateKey key = PemFiles.privateKey(Path.of(settings.clientKey()));
        if (!key.getAlgorithm().equals(chain.get(0).getPublicKey().getAlgorithm())) {
            throw new IOException(
                    "the key "
                            + settings.clientKey()
                            + " does not belong to the certificate "
                            + settings.clientCertificate());
        }
        KeyStore store = empty();
        store.setKeyEntry("client", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
