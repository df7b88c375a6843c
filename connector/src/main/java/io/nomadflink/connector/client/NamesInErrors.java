package io.nomadflink.connector.client;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HttpClientHostnameVerifier;

/** Compares a server's certificate with the wanted name and, if it differs, says whom it names. */
final class NamesInErrors implements HttpClientHostnameVerifier {
    private final DefaultHostnameVerifier verifier = new DefaultHostnameVerifier();

    @Override
    public boolean verify(String host, SSLSession session) {
        return verifier.verify(host, session);
    }

    @Override
    public void verify(String host, X509Certificate certificate) throws SSLException {
        try {
            verifier.verify(host, certificate);
        } catch (SSLException e) {
            String names = names(certificate);
            throw new SSLPeerUnverifiedException(
                    "the server's certificate is for "
                            + names
                            + ", not for "
                            + host
                            + ": set the TLS server name to one of these (--tls-server-name, NOMAD_TLS_SERVER_NAME)");
        }
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                return names.stream()
                        .map(name -> String.valueOf(name.get(1)))
                        .collect(Collectors.joining(", "));
            }
        } catch (CertificateParsingException e) {
            Daemons.ignored("reading the names of a certificate", e);
        }
        return certificate.getSubjectX500Principal().getName();
    }
}
