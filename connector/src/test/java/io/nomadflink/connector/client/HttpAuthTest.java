package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP basic authentication, which proxies before Nomad want, beside Nomad's own token. */
class HttpAuthTest {
    @TempDir private Path folder;

    @Test
    void sendsUserAndPasswordBesideTheToken() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext(
                "/",
                exchange -> {
                    seen.add(
                            exchange.getRequestHeaders().getFirst("Authorization")
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("X-Nomad-Token"));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        proxy.start();
        String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
        Path auth = Files.writeString(folder.resolve("auth"), "ann:s3cret:more");
        Path token = Files.writeString(folder.resolve("token"), "t0ken");
        Access access =
                new Access(
                        TokenSource.file(token.toString()),
                        TokenSource.file(auth.toString()),
                        TlsSettings.defaults());
        try (NomadHttp http = new NomadHttp(Clients.settings(access, Clients.options(), address))) {
            http.get(address, "/v1/regions");
            Files.writeString(auth, "ann");
            http.get(address, "/v1/regions");
        } finally {
            proxy.stop(0);
        }
        assertThat(seen)
                .containsExactly("Basic YW5uOnMzY3JldDptb3Jl t0ken", "Basic YW5uOg== t0ken");
    }
}
