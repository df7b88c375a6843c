package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Manifests parse, name what they must, and pass options that the jobs have. */
class ManifestsTest {
    private static final Path DEPLOY =
            Path.of(System.getProperty("project.root")).resolve("conf/deploy");

    @Test
    void theOperatorsDeploymentIsComplete() throws Exception {
        JsonNode deployment = yaml("flink-deployment.yaml");
        assertThat(deployment.get("apiVersion").asText()).isEqualTo("flink.apache.org/v1beta1");
        assertThat(deployment.get("kind").asText()).isEqualTo("FlinkDeployment");
        JsonNode spec = deployment.get("spec");
        for (String needed :
                List.of(
                        "image",
                        "flinkVersion",
                        "serviceAccount",
                        "jobManager",
                        "taskManager",
                        "job")) {
            assertThat(spec.has(needed)).as(needed).isTrue();
        }
        assertThat(spec.at("/job/jarURI").asText()).startsWith("local:///");
        spec.get("flinkConfiguration").forEach(v -> assertThat(v.isTextual()).isTrue());
        List<String> arguments = new ArrayList<>();
        spec.at("/job/args").forEach(argument -> arguments.add(argument.asText()));
        assertKnown(arguments);
    }

    @Test
    void composeNamesOnlyWhatItDefines() throws Exception {
        JsonNode compose = yaml("compose.yaml");
        JsonNode services = compose.get("services");
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            assertThat(service.getValue().hasNonNull("image")).as(service.getKey()).isTrue();
            JsonNode depends = service.getValue().path("depends_on");
            depends.fieldNames().forEachRemaining(name -> assertThat(services.has(name)).isTrue());
            service.getValue()
                    .path("secrets")
                    .forEach(s -> assertThat(compose.get("secrets").has(s.asText())).isTrue());
        }
        assertKnown(List.of(services.at("/jobmanager/command").asText().split("\\s+")));
    }

    @Test
    void theNomadJobIsBalancedAndPassesKnownOptions() throws Exception {
        String hcl = Files.readString(DEPLOY.resolve("flink.nomad.hcl"));
        assertBalanced(hcl.replaceAll("(?m)#.*$", "").replaceAll("(?s)<<EOF.*?EOF", ""));
        assertThat(hcl).contains("identity {", "unix:///secrets/api.sock", "/secrets/nomad_token");
        List<String> words = new ArrayList<>();
        Pattern.compile("\"(run|--[a-z-]+)\"")
                .matcher(hcl)
                .results()
                .forEach(word -> words.add(word.group(1)));
        assertKnown(words);
    }

    /** Every option after {@code run} is one of that command. */
    private static void assertKnown(List<String> arguments) throws Exception {
        Java.Ended help =
                Java.run(
                        Java.command(
                                List.of("-Dnomad.launcher=true"),
                                System.getProperty("job.jar")
                                        + ":"
                                        + System.getProperty("flink.lib")
                                        + "/*",
                                "io.nomadflink.jobs.cli.NomadFlink",
                                "run",
                                "--help"),
                        Map.of());
        assertThat(arguments).contains("run");
        arguments.subList(arguments.indexOf("run"), arguments.size()).stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(option -> assertThat(help.output()).contains(option));
    }

    private static void assertBalanced(String text) {
        Deque<Character> open = new ArrayDeque<>();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            } else if (!quoted && "{[(".indexOf(c) >= 0) {
                open.push(c);
            } else if (!quoted && "}])".indexOf(c) >= 0) {
                assertThat("{[(".indexOf(open.pop())).isEqualTo("}])".indexOf(c));
            }
        }
        assertThat(quoted).isFalse();
        assertThat(open).isEmpty();
    }

    private static JsonNode yaml(String name) throws IOException {
        return new YAMLMapper().readTree(DEPLOY.resolve(name).toFile());
    }
}
