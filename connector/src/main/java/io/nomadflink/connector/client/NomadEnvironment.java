package io.nomadflink.connector.client;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The environment variables of Nomad's own tools, as its Go client reads them ({@code
 * api.DefaultConfig} of Nomad 1.0 to 2.0). The token and the password stay where they are: only
 * their places are handed on.
 */
public final class NomadEnvironment {
    public static final String ADDRESS = "NOMAD_ADDR";
    public static final String REGION = "NOMAD_REGION";
    public static final String NAMESPACE = "NOMAD_NAMESPACE";
    public static final String TOKEN = "NOMAD_TOKEN";
    public static final String HTTP_AUTH = "NOMAD_HTTP_AUTH";
    public static final String CA_FILE = "NOMAD_CACERT";
    public static final String CA_DIRECTORY = "NOMAD_CAPATH";
    public static final String CLIENT_CERTIFICATE = "NOMAD_CLIENT_CERT";
    public static final String CLIENT_KEY = "NOMAD_CLIENT_KEY";
    public static final String SERVER_NAME = "NOMAD_TLS_SERVER_NAME";
    public static final String SKIP_VERIFY = "NOMAD_SKIP_VERIFY";

    private static final String DEFAULT_ADDRESS = "http://127.0.0.1:4646";

    /** What Go's {@code strconv.ParseBool} takes for true; anything else leaves verification on. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

    private final UnaryOperator<String> variables;

    private NomadEnvironment(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** That of this process. */
    public static NomadEnvironment ofProcess() {
        return new NomadEnvironment(System::getenv);
    }

    /** Another one. */
    public static NomadEnvironment of(Map<String, String> variables) {
        return new NomadEnvironment(Map.copyOf(variables)::get);
    }

    /** {@code http://host:port}, {@code https://host:port} or {@code unix:///path}. */
    public String address() {
        return text(ADDRESS, DEFAULT_ADDRESS);
    }

    /** "" for that of the agent. */
    public String region() {
        return text(REGION, "");
    }

    /**
     * @param otherwise what is meant if the variable is not set; Nomad's tools mean {@code default}
     */
    public String namespace(String otherwise) {
        return text(NAMESPACE, otherwise);
    }

    public boolean skipVerification() {
        return TRUE.contains(text(SKIP_VERIFY, ""));
    }

    /**
     * @throws IllegalArgumentException for a client certificate without its key, or the reverse
     */
    public TlsSettings tls() {
        return new TlsSettings(
                text(CA_FILE, null),
                text(CA_DIRECTORY, null),
                text(CLIENT_CERTIFICATE, null),
                text(CLIENT_KEY, null),
                text(SERVER_NAME, null),
                skipVerification());
    }

    private String text(String variable, String otherwise) {
        String value = variables.apply(variable);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
