package io.nomadflink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Manifests parse, have only members that those who read them know, refer to what they define, and
 * pass options that the jobs have. They are not run.
 */
class ManifestsTest {
    private static final Path DEPLOY =
            Path.of(System.getProperty("project.root")).resolve("conf/deploy");

    private static final Path COMPOSE_SCHEMA =
            Path.of(System.getProperty("project.root"))
                    .resolve("src/e2e/src/test/resources/compose/compose-spec.json");

    private static final Set<String> GROUP =
            Set.of("count", "network", "service", "shutdown_delay", "task", "volume");

    /** Of a Nomad task. */
    private static final Set<String> TASK =
            Set.of("driver", "config", "volume_mount", "env", "resources");

    private static final Set<String> OF_FLINK = Set.of("identity", "artifact", "template");

    @Test
    void theOperatorsDeploymentFitsItsSchema() throws Exception {
        JsonNode deployment = yaml("flink-deployment.yaml");
        assertThat(deployment.get("apiVersion").asText()).isEqualTo("flink.apache.org/v1beta1");
        assertThat(deployment.get("kind").asText()).isEqualTo("FlinkDeployment");
        JsonNode spec = deployment.get("spec");
        assertThat(names(spec))
                .contains("image", "serviceAccount", "jobManager", "taskManager", "job");
        assertThat(KubernetesSchema.ofFlinkDeployment().violations(deployment))
                .as("the schema is of an operator older than Flink 2.3")
                .singleElement()
                .asString()
                .startsWith("spec.flinkVersion is \"v2_3\"");
        assertThat(spec.at("/job/jarURI").asText()).startsWith("local:///");
        Map<String, String> flink = new TreeMap<>();
        spec.get("flinkConfiguration")
                .properties()
                .forEach(entry -> flink.put(entry.getKey(), entry.getValue().asText()));
        assertRecovers(flink);
        List<String> arguments = new ArrayList<>();
        spec.at("/job/args").forEach(argument -> arguments.add(argument.asText()));
        assertKnown(arguments);
    }

    @Test
    void theSchemaFindsWhatIsWrong() throws Exception {
        ObjectNode deployment = (ObjectNode) yaml("flink-deployment.yaml");
        ObjectNode spec = (ObjectNode) deployment.get("spec");
        spec.put("flinkVersion", "v1_20").put("serviceAcount", "x");
        ((ObjectNode) spec.get("job")).put("parallelism", "1").put("upgradeMode", "never");
        ((ObjectNode) spec.get("flinkConfiguration")).put("rest.port", 8081);
        assertThat(KubernetesSchema.ofFlinkDeployment().violations(deployment))
                .extracting(violation -> violation.substring(0, violation.indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "spec.serviceAcount",
                        "spec.job.parallelism",
                        "spec.job.upgradeMode",
                        "spec.flinkConfiguration.rest.port");
    }

    @Test
    void composeFitsTheSpecification() throws Exception {
        assertThat(composeSchema().validate(yaml("compose.yaml"))).isEmpty();
    }

    @Test
    void theSpecificationFindsWhatIsWrong() throws Exception {
        ObjectNode compose = (ObjectNode) yaml("compose.yaml");
        ObjectNode flink = (ObjectNode) compose.at("/services/jobmanager");
        flink.put("restrat", "always").put("ports", 8081);
        ((ObjectNode) flink.at("/depends_on/nomad")).put("condition", "service_there");
        assertThat(composeSchema().validate(compose))
                .extracting(message -> message.getInstanceLocation().toString())
                .contains(
                        "$.services.jobmanager",
                        "$.services.jobmanager.ports",
                        "$.services.jobmanager.depends_on.nomad.condition");
    }

    private static JsonSchema composeSchema() throws IOException {
        JsonNode schema = FlinkRest.JSON.readTree(COMPOSE_SCHEMA.toFile());
        // draft 4's name of what later drafts call $id, which a validator of these refuses
        schema.findParents("id").stream()
                .filter(one -> one.get("id").isTextual())
                .forEach(one -> ((ObjectNode) one).remove("id"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909).getSchema(schema);
    }

    @Test
    void composeNamesOnlyWhatItDefines() throws Exception {
        JsonNode compose = yaml("compose.yaml");
        JsonNode services = compose.get("services");
        for (Map.Entry<String, JsonNode> entry : services.properties()) {
            JsonNode service = entry.getValue();
            assertThat(names(service)).as(entry.getKey()).contains("image");
            service.path("secrets")
                    .forEach(s -> assertThat(names(compose.get("secrets"))).contains(s.asText()));
            service.path("volumes").forEach(v -> assertVolume(v.asText(), compose));
            assertDependencies(service.path("depends_on"), services);
        }
        assertThat(services.at("/taskmanager/environment"))
                .isEqualTo(services.at("/jobmanager/environment"));
        assertKnown(List.of(services.at("/jobmanager/command").asText().split("\\s+")));
        Map<String, String> flink =
                flinkProperties(services.at("/jobmanager/environment/FLINK_PROPERTIES"));
        assertRecovers(flink);
        assertThat(names(services))
                .contains(flink.get("high-availability.zookeeper.quorum").split(":")[0]);
    }

    @Test
    void thePasswordOfComposeIsNotCommitted() throws Exception {
        String file = yaml("compose.yaml").at("/secrets/postgres_password/file").asText();
        assertThat(Files.readAllLines(DEPLOY.resolve("../../.gitignore")))
                .contains("/conf/deploy/" + file.replaceFirst("^\\./", ""));
    }

    /** A new JobManager goes on, a sink that is away restarts nothing, a cancel forgets nothing. */
    private static void assertRecovers(Map<String, String> flink) {
        assertThat(FlinkKeys.unknown(flink.keySet())).isEmpty();
        assertThat(flink)
                .containsKeys("high-availability.type", "execution.checkpointing.dir")
                .containsEntry("execution.checkpointing.tolerable-failed-checkpoints", "100")
                .containsEntry(
                        "execution.checkpointing.externalized-checkpoint-retention",
                        "RETAIN_ON_CANCELLATION");
        assertThat(flink.get("high-availability.storageDir")).contains("://");
    }

    private static Map<String, String> flinkProperties(JsonNode text) {
        Map<String, String> properties = new TreeMap<>();
        for (String line : text.asText().strip().split("\n")) {
            properties.put(line.split(": ", 2)[0].strip(), line.split(": ", 2)[1].strip());
        }
        return properties;
    }

    private static void assertVolume(String volume, JsonNode compose) {
        String source = volume.substring(0, volume.indexOf(':'));
        if (!source.startsWith(".")) {
            assertThat(names(compose.get("volumes"))).contains(source);
        }
        assertThat(volume.substring(volume.indexOf(':') + 1)).matches("/[^:]+(:ro)?");
    }

    private static void assertDependencies(JsonNode dependencies, JsonNode services) {
        for (Map.Entry<String, JsonNode> one : dependencies.properties()) {
            assertThat(names(services)).contains(one.getKey());
            assertThat(services.get(one.getKey()).has("healthcheck"))
                    .isEqualTo(one.getValue().get("condition").asText().equals("service_healthy"));
        }
    }

    @Test
    void theNomadJobParsesAndRefersToWhatItDefines() throws Exception {
        JsonNode file = hcl("flink.nomad.hcl");
        assertThat(names(file)).containsExactly("job", "variable");
        JsonNode job = file.at("/job/nomad-flink");
        assertThat(names(job)).containsExactly("group", "type");
        JsonNode group = job.at("/group/flink");
        assertThat(names(group)).isSubsetOf(GROUP);
        assertThat(names(group.at("/network/port"))).contains(group.at("/service/port").asText());
        for (Map.Entry<String, JsonNode> entry : group.get("task").properties()) {
            JsonNode task = entry.getValue();
            assertThat(names(task)).as(entry.getKey()).containsAll(TASK);
            assertThat(task.get("driver").asText()).isEqualTo("docker");
            assertThat(names(group.get("volume")))
                    .contains(task.at("/volume_mount/volume").asText());
            assertThat(task.at("/resources/memory").asInt()).isPositive();
        }
        assertFlink(group.at("/task/jobmanager"), "jobmanager.memory.process.size");
        assertFlink(group.at("/task/taskmanager"), "taskmanager.memory.process.size");
        assertRecovers(flinkProperties(group.at("/task/jobmanager/env/FLINK_PROPERTIES")));
        List<String> arguments = new ArrayList<>();
        group.at("/task/jobmanager/config/args").forEach(a -> arguments.add(a.asText()));
        assertThat(arguments)
                .contains("unix:///secrets/api.sock", "/secrets/nomad_token")
                .contains("/" + group.at("/task/jobmanager/template/destination").asText())
                .contains(file.at("/variable/sink/default").asText());
        assertKnown(arguments);
    }

    /** It has its identity in a file, and room for Flink within the task's memory. */
    private static void assertFlink(JsonNode task, String memory) {
        assertThat(names(task)).containsAll(OF_FLINK);
        assertThat(task.at("/identity/file").asBoolean()).isTrue();
        Map<String, String> flink = flinkProperties(task.at("/env/FLINK_PROPERTIES"));
        assertThat(FlinkKeys.unknown(flink.keySet())).isEmpty();
        assertThat(MemorySize.parse(flink.get(memory)).getMebiBytes())
                .isLessThan(task.at("/resources/memory").asInt());
        assertThat(flink).containsKey("high-availability.zookeeper.quorum");
        assertThat(task.at("/config/volumes/0").asText())
                .startsWith(task.at("/artifact/destination").asText() + ":");
    }

    @Test
    void wrongKeysOfFlinkAreFound() {
        assertThat(
                        FlinkKeys.unknown(
                                Set.of(
                                        "high-availability.storagedir",
                                        "high-availability.storageDir",
                                        "metrics.reporter.prom.port")))
                .containsExactly("high-availability.storagedir");
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

    private static Set<String> names(JsonNode object) {
        Set<String> found = new TreeSet<>();
        object.fieldNames().forEachRemaining(found::add);
        return found;
    }

    /** With anchors and aliases resolved. */
    private static JsonNode yaml(String name) throws IOException {
        try (Reader in = Files.newBufferedReader(DEPLOY.resolve(name))) {
            return FlinkRest.JSON.valueToTree(new Yaml().load(in));
        }
    }

    private static JsonNode hcl(String name) throws Exception {
        return FlinkRest.JSON.valueToTree(
                new HCLParser().parse(DEPLOY.resolve(name).toFile(), StandardCharsets.UTF_8));
    }
}
