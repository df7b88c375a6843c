package io.nomadflink.connector.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * TLS over a connected socket, under certificates and keys as their files are at that moment: a
 * rotated certificate counts from the next connection on.
 */
final class ReloadingTls implements TlsSocketStrategy {
    private final TlsSettings settings;
    private Map<Path, FileTime> seen;
    private DefaultClientTlsStrategy current;

    ReloadingTls(TlsSettings settings) {
        this.settings = settings;
    }

    @Override
    public SSLSocket upgrade(
            Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        String name = settings.serverName() == null ? host : settings.serverName();
        return current().upgrade(socket, name, port, attachment, context);
    }

    private synchronized DefaultClientTlsStrategy current() throws IOException {
        Map<Path, FileTime> now = times();
        if (current == null || !now.equals(seen)) {
            current =
                    new DefaultClientTlsStrategy(
                            TlsMaterial.context(settings),
                            HostnameVerificationPolicy.CLIENT,
                            settings.skipVerification()
                                    ? NoopHostnameVerifier.INSTANCE
                                    : new NamesInErrors());
            seen = now;
        }
        return current;
    }

    /** The times of all files, by which a change is seen. */
    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new LinkedHashMap<>();
        for (Path file : files()) {
            times.put(file, Files.exists(file) ? Files.getLastModifiedTime(file) : null);
        }
        return times;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (settings.caFile() != null) {
            files.add(Path.of(settings.caFile()));
        } else if (settings.caDirectory() != null) {
            files.addAll(PemFiles.filesIn(Path.of(settings.caDirectory())));
        }
        if (settings.hasClientCertificate()) {
            files.add(Path.of(settings.clientCertificate()));
            files.add(Path.of(settings.clientKey()));
        }
        return files;
    }
}
