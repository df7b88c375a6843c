package io.nomadflink.jobs.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.event.Frame;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Topic;
import io.nomadflink.jobs.change.ClusterChange;
import io.nomadflink.jobs.testing.Changes;
import io.nomadflink.jobs.testing.Recording;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = "c4nary";

    /** What recordings have of the secret, named here once more so that none is forgotten there. */
    private static final Set<String> ANYWHERE = Set.of("SignedIdentities");

    private static final Set<String> IN_JOBS = Set.of("Env", "Config", "Meta", "Payload");

    /** Members of jobs in recordings whose texts were looked at and are no secrets. */
    private static final Set<String> HARMLESS_IN_JOBS =
            Set.of(
                    ("LTarget Operand RTarget Datacenters ID Name Namespace NodePool NomadTokenID"
                                    + " MetaOptional ParentID Spec SpecType TimeZone Region Status"
                                    + " Cluster Reconcile HealthCheck HostNetwork Label Mode"
                                    + " DelayFunction Group Job Type AddressMode OnUpdate PortLabel"
                                    + " Provider Tags File Driver Audience")
                            .split(" "));

    @Test
    void secretsOfAJobGoAndTheShapeStays() {
        String job =
                "{\"Job\":{\"ID\":\"web\",\"Status\":\"running\",\"ModifyIndex\":7,\"Stop\":false,"
                        + "\"ConsulToken\":\"c\",\"VaultToken\":\"\",\"Payload\":\"cGF5\",\"Meta\":null,"
                        + "\"TaskGroups\":[{\"Name\":\"g\",\"Count\":2,\"Tasks\":[{\"Name\":\"t\","
                        + "\"Env\":{\"PASSWORD\":\"p\"},\"Config\":{\"args\":[\"-x\",\"y\"],\"port\":4242,"
                        + "\"tty\":true},\"Templates\":[{\"DestPath\":\"local/x\",\"EmbeddedTmpl\":\"t\"}]}]}]}}";
        assertThat(Redaction.of(Topic.JOB, job))
                .isEqualTo(
                        "{\"Job\":{\"ID\":\"web\",\"Status\":\"running\",\"ModifyIndex\":7,\"Stop\":false,"
                                + "\"ConsulToken\":\"[redacted]\",\"VaultToken\":\"\",\"Payload\":\"[redacted]\","
                                + "\"Meta\":null,\"TaskGroups\":[{\"Name\":\"g\",\"Count\":2,\"Tasks\":[{\"Name\":\"t\","
                                + "\"Env\":{\"PASSWORD\":\"[redacted]\"},\"Config\":{\"args\":[\"[redacted]\","
                                + "\"[redacted]\"],\"port\":0,\"tty\":true},\"Templates\":[{\"DestPath\":\"local/x\","
                                + "\"EmbeddedTmpl\":\"[redacted]\"}]}]}]}}");
    }

    @Test
    void tokensOfOldServersGoFromAllocations() {
        assertThat(
                        Redaction.of(
                                Topic.ALLOCATION,
                                "{\"Allocation\":{\"ID\":\"a\",\"SignedIdentities\":{\"web\":\"eyJ\"},\"Meta\":\"m\"}}"))
                .isEqualTo(
                        "{\"Allocation\":{\"ID\":\"a\",\"SignedIdentities\":{\"web\":\"[redacted]\"},\"Meta\":\"m\"}}");
    }

    @Test
    void topicsThatAreUnknownHereAreTakenForSpecifications() {
        assertThat(Redaction.of(Topic.of("New"), "{\"New\":{\"Env\":{\"a\":\"b\"},\"N\":1.50}}"))
                .isEqualTo("{\"New\":{\"Env\":{\"a\":\"[redacted]\"},\"N\":1.50}}");
    }

    /** Fields of Nomad 1.4 to 2.0.5 that hold secrets, or may; found in its structs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Job           | Job.ConsulToken
                    Job           | Job.VaultToken
                    Job           | Job.Payload
                    Job           | Job.Meta.key
                    Job           | Job.Multiregion.Regions[].Meta.key
                    Job           | Job.TaskGroups[].Meta.key
                    Job           | Job.TaskGroups[].Scaling.Policy.check.query
                    Job           | Job.TaskGroups[].Volumes.data.MountOptions.MountFlags[]
                    Job           | Job.TaskGroups[].Services[].Meta.key
                    Job           | Job.TaskGroups[].Services[].CanaryMeta.key
                    Job           | Job.TaskGroups[].Services[].Checks[].Header.Authorization[]
                    Job           | Job.TaskGroups[].Services[].Checks[].Body
                    Job           | Job.TaskGroups[].Services[].Checks[].Args[]
                    Job           | Job.TaskGroups[].Services[].Checks[].Command
                    Job           | Job.TaskGroups[].Services[].Connect.SidecarService.Proxy.Config.key
                    Job           | Job.TaskGroups[].Services[].Connect.SidecarService.Meta.key
                    Job           | Job.TaskGroups[].Services[].Connect.SidecarTask.Env.KEY
                    Job           | Job.TaskGroups[].Services[].Connect.SidecarTask.Config.args[]
                    Job           | Job.TaskGroups[].Services[].Connect.Gateway.Proxy.Config.key
                    Job           | Job.TaskGroups[].Tasks[].Env.PASSWORD
                    Job           | Job.TaskGroups[].Tasks[].Config.auth.password
                    Job           | Job.TaskGroups[].Tasks[].Meta.key
                    Job           | Job.TaskGroups[].Tasks[].Templates[].EmbeddedTmpl
                    Job           | Job.TaskGroups[].Tasks[].Templates[].ChangeScript.Args[]
                    Job           | Job.TaskGroups[].Tasks[].Actions[].Args[]
                    Job           | Job.TaskGroups[].Tasks[].Actions[].Command
                    Job           | Job.TaskGroups[].Tasks[].Artifacts[].GetterSource
                    Job           | Job.TaskGroups[].Tasks[].Artifacts[].GetterOptions.sshkey
                    Job           | Job.TaskGroups[].Tasks[].Artifacts[].GetterHeaders.X-Token
                    Job           | Job.TaskGroups[].Tasks[].ScalingPolicies[].Policy.query
                    Job           | Job.TaskGroups[].Tasks[].Secrets[].Config.key
                    Allocation    | Allocation.SignedIdentities.web
                    Allocation    | Allocation.TaskStates.web.TaskHandle.DriverState
                    Allocation    | Allocation.Job.TaskGroups[].Tasks[].Env.PASSWORD
                    CSIVolume     | Volume.Secrets.key
                    CSIVolume     | Volume.Parameters.key
                    CSIVolume     | Volume.Context.key
                    CSIVolume     | Volume.PublishContext.key
                    CSIVolume     | Volume.MountOptions.MountFlags[]
                    CSIVolume     | Volume.ReadAllocs.a.SignedIdentities.web
                    HostVolume    | Volume.Parameters.key
                    Node          | Node.SecretID
                    ACLToken      | ACLToken.SecretID
                    ACLAuthMethod | AuthMethod.Config.OIDCClientSecret
                    ACLAuthMethod | AuthMethod.Config.OIDCClientAssertion.PrivateKey.PemKey
                    New           | New.Any.Env.KEY
                    """)
    void whatMayBeSecretGoes(String topic, String path) throws Exception {
        assertThat(Redaction.of(Topic.of(topic), payload(path, CANARY)))
                .isEqualTo(payload(path, "[redacted]"));
    }

    /** Messages, links, tags and paths, whose rest somebody needs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Allocation | Allocation.TaskStates.web.Events[].DownloadError | failed to download "https://u:c4nary@host/a?x=c4nary": 404 | failed to download "https://[redacted]@host/a?[redacted]": 404
                    Allocation | Allocation.TaskStates.web.Events[].Details.download_error | git::https://c4nary@host/a failed | git::https://[redacted]@host/a failed
                    Allocation | Allocation.TaskStates.web.Events[].DisplayMessage | parse "https://u:c4n/c4nary@x@host/a": invalid port | parse "https://[redacted]@host/a": invalid port
                    Allocation | Allocation.TaskStates.web.Events[].Message | github.com/a/b?sshkey=c4nary was not found | github.com/a/b?sshkey=[redacted] was not found
                    Allocation | Allocation.TaskStates.web.Events[].DriverError | login: password=c4nary, host=h | login: password=[redacted], host=h
                    Allocation | Allocation.TaskStates.web.Events[].SetupError | see https://host/a#c4nary | see https://host/a#[redacted]
                    Allocation | Allocation.ClientDescription | pulled docker://u:c4nary@host/a:1 | pulled docker://[redacted]@host/a:1
                    Job | Job.TaskGroups[].Services[].Checks[].Path | /health?token=c4nary | /health?token=[redacted]
                    Job | Job.TaskGroups[].Services[].Tags[] | traefik.http.middlewares.a.basicauth.users=u:c4nary | traefik.http.middlewares.a.basicauth.users=[redacted]
                    Job | Job.TaskGroups[].Services[].CanaryTags[] | api-key=c4nary | api-key=[redacted]
                    Job | Job.UI.Links[].URL | https://host/a?k=c4nary | https://host/a?[redacted]
                    Service | Service.Tags[] | token=c4nary | token=[redacted]
                    """)
    void textsLoseWhatIsSecretByItsForm(String topic, String path, String text, String left)
            throws Exception {
        assertThat(Redaction.of(Topic.of(topic), payload(path, text)))
                .isEqualTo(payload(path, left))
                .doesNotContain(CANARY);
    }

    /** Documented as kept: names, constraints, tags, meta of nodes and pools, rules. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Job            | Job.ID                                          | token=a?b=c
                    Job            | Job.TaskGroups[].Tasks[].Name                   | web
                    Job            | Job.TaskGroups[].Constraints[].RTarget          | ^(?=v1)a?b
                    Job            | Job.Periodic.Spec                               | 0 0 ? * *
                    Job            | Job.TaskGroups[].Services[].Tags[]              | urlprefix-/api strip=/api
                    Job            | Job.TaskGroups[].Services[].Checks[].Path       | /health
                    Allocation     | Allocation.TaskStates.web.Events[].Message      | image registry/app@sha256:00 missing
                    Allocation     | Allocation.TaskStates.web.Events[].DownloadError | get http://host:80/a: 404
                    Node           | Node.Meta.rack                                  | r1
                    NodePool       | NodePool.Meta.team                              | ml
                    ACLPolicy      | ACLPolicy.Rules                                 | namespace "*" { policy = "read" }
                    ACLBindingRule | ACLBindingRule.Selector                         | value.token=="x"
                    """)
    void whatIsNoSecretStays(String topic, String path, String text) throws Exception {
        assertThat(Redaction.of(Topic.of(topic), payload(path, text)))
                .isEqualTo(payload(path, text));
    }

    @ParameterizedTest
    @MethodSource("io.nomadflink.jobs.testing.Recording#versions")
    void nothingSecretOfARecordingIsLeftAndTheJobsSeeNoDifference(String version) throws Exception {
        List<Frame> frames = Recording.of(version).frames();
        List<Frame> redacted = new ArrayList<>();
        int secrets = 0;
        Set<String> left = new HashSet<>();
        for (Frame frame : frames) {
            List<NomadEvent> events = new ArrayList<>();
            for (NomadEvent event : frame.events()) {
                String payload = Redaction.payload(event);
                Set<String> before = secrets(event.topic(), JSON.readTree(event.payloadJson()));
                secrets += before.size();
                assertThat(secrets(event.topic(), JSON.readTree(payload)))
                        .isSubsetOf(Redaction.REDACTED);
                if (event.topic().equals(Topic.JOB)) {
                    left(JSON.readTree(payload), "", left);
                }
                events.add(with(event, payload));
            }
            redacted.add(frame.with(events));
        }
        assertThat(secrets).isPositive();
        assertThat(left).isSubsetOf(HARMLESS_IN_JOBS);
        List<ClusterChange> changes = Changes.of(redacted);
        assertThat(changes).isEqualTo(Changes.of(frames));
    }

    private static NomadEvent with(NomadEvent event, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new NomadEvent(
                event.index(),
                event.topic(),
                event.type(),
                event.key(),
                event.namespace(),
                event.filterKeys(),
                event.origin(),
                event.timeNanos(),
                bytes,
                0,
                bytes.length);
    }

    private static Set<String> secrets(Topic topic, JsonNode node) {
        Set<String> found = new HashSet<>();
        collect(topic, node, found);
        return found;
    }

    private static void collect(Topic topic, JsonNode node, Set<String> found) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            boolean secret =
                    ANYWHERE.contains(member.getKey())
                            || topic.equals(Topic.JOB) && IN_JOBS.contains(member.getKey());
            if (secret) {
                texts(member.getValue(), found);
            } else {
                collect(topic, member.getValue(), found);
            }
        }
        if (node.isArray()) {
            node.forEach(item -> collect(topic, item, found));
        }
    }

    private static void texts(JsonNode node, Set<String> found) {
        if (node.isTextual() && !node.asText().isEmpty()) {
            found.add(node.asText());
        }
        node.forEach(item -> texts(item, found));
    }

    /** Names of the members, array elements under that of their array, whose texts are left. */
    private static void left(JsonNode node, String name, Set<String> names) {
        if (node.isTextual() && !node.asText().isEmpty() && !node.asText().equals("[redacted]")) {
            names.add(name);
        }
        node.properties().forEach(member -> left(member.getValue(), member.getKey(), names));
        if (node.isArray()) {
            node.forEach(item -> left(item, name, names));
        }
    }

    /** A payload with a text at a path such as {@code Job.Tasks[].Env.A}. */
    private static String payload(String path, String text) throws Exception {
        String json = JSON.writeValueAsString(text);
        List<String> steps = new ArrayList<>(List.of(path.split("\\.")));
        Collections.reverse(steps);
        for (String step : steps) {
            boolean array = step.endsWith("[]");
            String name = array ? step.substring(0, step.length() - 2) : step;
            json = "{\"" + name + "\":" + (array ? "[" + json + "]" : json) + "}";
        }
        return json;
    }
}
