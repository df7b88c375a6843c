package io.nomadflink.connector.event.payload;

import java.util.List;
import java.util.Map;

/**
 * A service that a job registers.
 *
 * @param provider consul or nomad
 */
public record ServiceBlock(
        String name,
        String taskName,
        String portLabel,
        String addressMode,
        String address,
        boolean enableTagOverride,
        List<String> tags,
        List<String> canaryTags,
        List<Check> checks,
        Map<String, String> meta,
        Map<String, String> canaryMeta,
        Map<String, String> taggedAddresses,
        String namespace,
        String onUpdate,
        String provider,
        String cluster) {

    /**
     * A health check.
     *
     * @param interval ns
     * @param timeout ns
     */
    public record Check(
            String name,
            String type,
            String command,
            String path,
            String protocol,
            String portLabel,
            String method,
            long interval,
            long timeout) {

        @Override
        public String toString() {
            return "Check";
        }
    }

    @Override
    public String toString() {
        return "ServiceBlock";
    }
}
