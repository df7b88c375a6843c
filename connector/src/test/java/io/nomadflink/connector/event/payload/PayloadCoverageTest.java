package io.nomadflink.connector.event.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.NomadEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What records hold of real payloads, field by field. */
class PayloadCoverageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Legacy, secret, or too special; all else that servers sent is typed. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    // resources of before Nomad 0.9
                    "Allocation.Resources",
                    "Allocation.SharedResources",
                    "Allocation.TaskResources",
                    "Node.Resources",
                    "Node.Reserved",
                    // secrets and what was one
                    "Allocation.SignedIdentities",
                    "Job.ConsulToken",
                    "Job.VaultToken",
                    "Node.SecretID",
                    "ACLToken.SecretID",
                    "AuthMethod.Config.OIDCClientSecret",
                    "AuthMethod.Config.OIDCClientAssertion",
                    // deprecated: DisplayMessage and Details hold them
                    "Allocation.TaskStates.*.Events[].RestartReason",
                    "Allocation.TaskStates.*.Events[].SetupError",
                    "Allocation.TaskStates.*.Events[].DriverError",
                    "Allocation.TaskStates.*.Events[].ExitCode",
                    "Allocation.TaskStates.*.Events[].Signal",
                    "Allocation.TaskStates.*.Events[].KillTimeout",
                    "Allocation.TaskStates.*.Events[].KillError",
                    "Allocation.TaskStates.*.Events[].KillReason",
                    "Allocation.TaskStates.*.Events[].StartDelay",
                    "Allocation.TaskStates.*.Events[].DownloadError",
                    "Allocation.TaskStates.*.Events[].ValidationError",
                    "Allocation.TaskStates.*.Events[].DiskLimit",
                    "Allocation.TaskStates.*.Events[].FailedSibling",
                    "Allocation.TaskStates.*.Events[].VaultError",
                    "Allocation.TaskStates.*.Events[].TaskSignalReason",
                    "Allocation.TaskStates.*.Events[].TaskSignal",
                    "Allocation.TaskStates.*.Events[].DriverMessage",
                    "Allocation.TaskStates.*.Events[].GenericSource",
                    "Allocation.TaskStates.*.TaskHandle",
                    // deprecated: ScoreMetaData
                    "Allocation.Metrics.Scores",
                    "Evaluation.FailedTGAllocs.*.Scores",
                    // seldom looked at
                    "Node.NodeResources.Processors.Topology.Distances",
                    "Job.TaskGroups[].Services[].Connect",
                    "Job.TaskGroups[].Services[].Identity",
                    "Job.TaskGroups[].Services[].Kind",
                    "Job.TaskGroups[].Services[].Weights",
                    "Job.TaskGroups[].Tasks[].Actions",
                    "Job.TaskGroups[].Tasks[].CSIPluginConfig",
                    "Job.TaskGroups[].Tasks[].Consul",
                    "Job.TaskGroups[].Tasks[].Identities",
                    "Job.TaskGroups[].Tasks[].Identity",
                    "Job.TaskGroups[].Tasks[].Resources.IOPS",
                    "Job.TaskGroups[].Tasks[].Resources.NUMA",
                    "Job.TaskGroups[].Tasks[].ScalingPolicies",
                    "Job.TaskGroups[].Tasks[].Schedule",
                    "Job.TaskGroups[].Tasks[].Secrets",
                    "Job.TaskGroups[].Tasks[].Vault",
                    "Evaluation.FailedTGAllocs.*.ResourcesExhausted.*.IOPS",
                    "Evaluation.FailedTGAllocs.*.ResourcesExhausted.*.NUMA");

    /** Events of one topic and type of a recording; more take long and show nothing new. */
    private static final int ENOUGH = 300;

    private static final Set<String> MAPS =
            Set.of("TaskStates", "Tasks", "FailedTGAllocs", "ResourcesExhausted", "TaskGroups");

    @Test
    void everyFieldOfEveryRecordedPayloadIsTypedOrKnowinglyLeftOut() throws IOException {
        Set<String> untyped = new TreeSet<>();
        for (Path recording : Recordings.live()) {
            Map<String, Integer> seen = new HashMap<>();
            Recordings.events(
                    recording,
                    event -> {
                        if (seen.merge(event.topic() + "/" + event.type(), 1, Integer::sum)
                                <= ENOUGH) {
                            compare(event, untyped);
                        }
                    });
        }
        assertThat(untyped).isEqualTo(new TreeSet<>(LEFT_OUT));
    }

    private static void compare(NomadEvent event, Set<String> untyped) {
        try {
            String member = event.topic().payloadMember();
            JsonNode sent = JSON.readTree(event.payloadJson()).get(member);
            byte[] encoded = PayloadDecoder.encode(event.payload());
            compare(member, sent, JSON.readTree(encoded), untyped);
            check(
                    PayloadDecoder.decode(event.payload().getClass(), encoded)
                            .equals(event.payload()),
                    "encoded and decoded");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(String path, JsonNode sent, JsonNode typed, Set<String> untyped) {
        if (isZero(sent)) {
            check(isZero(typed), path);
        } else if (sent.isObject()) {
            boolean map =
                    typed.isObject() && MAPS.contains(path.substring(path.lastIndexOf('.') + 1));
            sent.properties()
                    .forEach(
                            field -> {
                                String child = path + "." + (map ? "*" : field.getKey());
                                if (typed.has(field.getKey())) {
                                    compare(
                                            child,
                                            field.getValue(),
                                            typed.get(field.getKey()),
                                            untyped);
                                } else {
                                    untyped.add(child);
                                }
                            });
            typed.properties()
                    .forEach(
                            field ->
                                    check(
                                            sent.has(field.getKey()) || isZero(field.getValue()),
                                            path));
        } else if (sent.isArray()) {
            check(typed.size() == sent.size(), path);
            for (int i = 0; i < sent.size(); i++) {
                compare(path + "[]", sent.get(i), typed.get(i), untyped);
            }
        } else {
            check(comparable(typed).equals(comparable(sent)), path);
        }
    }

    /** Cheaper than an assertion object for each of some million values. */
    private static void check(boolean condition, String path) {
        if (!condition) {
            throw new AssertionError("sent and typed differ: " + path);
        }
    }

    private static boolean isZero(JsonNode value) {
        return value.isNull()
                || value.isNumber() && value.doubleValue() == 0
                || value.isBoolean() && !value.booleanValue()
                || value.isTextual() && value.textValue().isEmpty()
                || value.isContainerNode() && value.isEmpty();
    }

    private static Object comparable(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        if (value.isTextual()) {
            try {
                return Instant.parse(value.textValue());
            } catch (DateTimeException e) {
                return value.textValue();
            }
        }
        return value.isNumber() ? (Object) value.doubleValue() : value;
    }
}
