package io.nomadflink.connector.event.payload;

import java.util.List;
import java.util.Map;

/**
 * A task of a group. Durations are ns.
 *
 * <p>Not typed, since seldom looked at: Vault, Consul, identities, actions, schedules and secrets;
 * they stand in the JSON.
 *
 * @param config the driver's own, as text, numbers, truth values, lists and maps
 * @param env may hold secrets
 * @param resources or null
 * @param restartPolicy or null
 * @param dispatchPayload or null
 * @param lifecycle or null
 * @param logConfig or null
 */
public record Task(
        String name,
        String driver,
        String user,
        Map<String, Object> config,
        Map<String, String> env,
        List<ServiceBlock> services,
        List<Constraint> constraints,
        List<Affinity> affinities,
        Resources resources,
        TaskGroup.RestartPolicy restartPolicy,
        DispatchPayload dispatchPayload,
        AllocatedResources.Lifecycle lifecycle,
        Map<String, String> meta,
        long killTimeout,
        String killSignal,
        LogConfig logConfig,
        List<Artifact> artifacts,
        List<Template> templates,
        boolean leader,
        long shutdownDelay,
        List<VolumeMount> volumeMounts,
        String kind) {

    /** Where a dispatch's payload goes. */
    public record DispatchPayload(String file) {

        @Override
        public String toString() {
            return "DispatchPayload";
        }
    }

    /** How logs are kept. */
    public record LogConfig(int maxFiles, int maxFileSizeMb, boolean disabled) {

        @Override
        public String toString() {
            return "LogConfig";
        }
    }

    /** What is fetched before a task starts. */
    public record Artifact(
            String getterSource,
            String getterMode,
            Map<String, String> getterOptions,
            String relativeDest) {

        @Override
        public String toString() {
            return "Artifact";
        }
    }

    /** A file that is rendered for a task. */
    public record Template(
            String sourcePath,
            String destPath,
            String embeddedTmpl,
            String changeMode,
            String changeSignal,
            String perms,
            boolean envvars) {

        @Override
        public String toString() {
            return "Template";
        }
    }

    /** Where a volume is mounted. */
    public record VolumeMount(
            String volume, String destination, boolean readOnly, String propagationMode) {

        @Override
        public String toString() {
            return "VolumeMount";
        }
    }

    @Override
    public String toString() {
        return "Task";
    }
}
