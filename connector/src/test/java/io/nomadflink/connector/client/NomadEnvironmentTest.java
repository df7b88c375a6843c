package io.nomadflink.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables of Nomad's own tools, and addresses. */
class NomadEnvironmentTest {

    @Test
    void readsWhatNomadsGoClientReads() {
        NomadEnvironment environment =
                NomadEnvironment.of(
                        Map.of(
                                "NOMAD_ADDR", "unix:///secrets/api.sock",
                                "NOMAD_REGION", "eu",
                                "NOMAD_NAMESPACE", "web",
                                "NOMAD_CACERT", "ca.pem",
                                "NOMAD_CAPATH", "/cas",
                                "NOMAD_CLIENT_CERT", "cli.pem",
                                "NOMAD_CLIENT_KEY", "cli-key.pem",
                                "NOMAD_TLS_SERVER_NAME", "server.eu.nomad",
                                "NOMAD_SKIP_VERIFY", "true"));

        assertThat(environment.address()).isEqualTo("unix:///secrets/api.sock");
        assertThat(environment.region()).isEqualTo("eu");
        assertThat(environment.namespace("*")).isEqualTo("web");
        assertThat(environment.tls())
                .isEqualTo(
                        new TlsSettings(
                                "ca.pem",
                                "/cas",
                                "cli.pem",
                                "cli-key.pem",
                                "server.eu.nomad",
                                true));
    }

    @Test
    void hasNomadsDefaults() {
        NomadEnvironment environment = NomadEnvironment.of(Map.of());

        assertThat(environment.address()).isEqualTo("http://127.0.0.1:4646");
        assertThat(environment.region()).isEmpty();
        assertThat(environment.namespace("*")).isEqualTo("*");
        assertThat(environment.tls()).isEqualTo(TlsSettings.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void whatIsSetButEmptyIsUnset(String empty) {
        NomadEnvironment environment =
                NomadEnvironment.of(
                        Map.of(
                                "NOMAD_ADDR", empty,
                                "NOMAD_REGION", empty,
                                "NOMAD_NAMESPACE", empty,
                                "NOMAD_CACERT", empty,
                                "NOMAD_CLIENT_CERT", empty));

        assertThat(environment.address()).isEqualTo("http://127.0.0.1:4646");
        assertThat(environment.region()).isEmpty();
        assertThat(environment.namespace("*")).isEqualTo("*");
        assertThat(environment.tls()).isEqualTo(TlsSettings.defaults());
    }

    @ParameterizedTest
    @CsvSource({"1,true", "t,true", "TRUE,true", "0,false", "false,false", "yes,false"})
    void skipsVerificationForWhatGoTakesForTrue(String value, boolean skips) {
        NomadEnvironment environment = NomadEnvironment.of(Map.of("NOMAD_SKIP_VERIFY", value));

        assertThat(environment.tls().skipVerification()).isEqualTo(skips);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:4646/,http://127.0.0.1:4646",
        "https://nomad.example:4646,https://nomad.example:4646",
        "https://[::1]:4646,https://[::1]:4646",
        "unix:///alloc/secrets/api.sock,unix:///alloc/secrets/api.sock"
    })
    void takesAddresses(String given, String checked) {
        assertThat(AgentAddress.checked(given)).isEqualTo(checked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nomad:4646",
                "ftp://nomad",
                "http://",
                "unix://relative.sock",
                "http://user:geheim@nomad:4646",
                "http://user:ge heim@nomad:4646"
            })
    void refusesOthersWithoutRepeatingAPassword(String address) {
        assertThatThrownBy(() -> AgentAddress.of(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("heim");
    }
}
