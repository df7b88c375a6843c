package io.nomadflink.connector.client;

import io.nomadflink.connector.client.RefusedException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Why a connection failed, in one line that says what to change. */
final class FailureWords {
    private static final String CLIENT_CERTIFICATE =
            "the server wants a client certificate that its authority signed"
                    + " (--client-cert and --client-key, NOMAD_CLIENT_CERT and NOMAD_CLIENT_KEY)";

    private final ClientSettings settings;

    FailureWords(ClientSettings settings) {
        this.settings = settings;
    }

    /** What kind of failure, and its reason after the address. */
    RefusedException explain(String address, IOException failure) {
        Kind kind =
                failure instanceof SSLException && !isClosing(failure)
                        ? Kind.CONFIGURATION
                        : Kind.UNAVAILABLE;
        return new RefusedException(kind, address + ": " + reason(address, failure));
    }

    /** The reason alone. */
    String reason(String address, IOException failure) {
        boolean tls = address.startsWith("https:");
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof SSLException) {
            return tls(failure);
        }
        if (address.startsWith("unix:") && message(failure).contains("No such file")) {
            return "there is no socket of this name";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        if (failure instanceof SocketTimeoutException) {
            return tls ? "no answer in time; does it speak TLS?" : "no answer in time";
        }
        if (isNoHttp(failure)) {
            return tls ? hungUp() : "no HTTP answer; if it speaks TLS, write https://";
        }
        if (tls && failure instanceof SocketException) {
            return hungUp();
        }
        return message(failure);
    }

    private static String message(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static boolean isNoHttp(IOException failure) {
        return failure instanceof NoHttpResponseException
                || failure.getCause() instanceof HttpException;
    }

    private String hungUp() {
        return settings.access().tls().hasClientCertificate()
                ? "it hung up; does it speak TLS?"
                : "it hung up; perhaps it does not speak TLS, or " + CLIENT_CERTIFICATE;
    }

    private String tls(IOException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return failure.getMessage();
        }
        if (has(failure, CertificateExpiredException.class)) {
            return "the server's certificate, or one above it, has expired: renew it";
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "the server's certificate is not valid yet: compare the clocks";
        }
        if (has(failure, CertPathBuilderException.class)
                || has(failure, CertPathValidatorException.class)) {
            return "the server's certificate is not signed by an authority that is trusted here:"
                    + " name the right one (--ca-cert, NOMAD_CACERT)";
        }
        String text = String.valueOf(failure.getMessage());
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("unrecognized ssl message") || lower.contains("plaintext")) {
            return "it does not speak TLS: write http:// instead of https://";
        }
        if (lower.contains("certificate_required")
                || lower.contains("bad_certificate")
                || lower.contains("handshake_failure")
                || lower.contains("unknown_ca")) {
            return settings.access().tls().hasClientCertificate()
                    ? "it refused the client certificate (" + text + ")"
                    : CLIENT_CERTIFICATE;
        }
        return isClosing(failure) ? hungUp() : "TLS failed: " + text;
    }

    /** A peer that goes away during the handshake, as one does that is being killed. */
    private static boolean isClosing(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        return text.contains("terminated the handshake")
                || text.contains("peer shut down")
                || has(failure, SocketException.class);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
