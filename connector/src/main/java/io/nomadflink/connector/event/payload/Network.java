package io.nomadflink.connector.event.payload;

import java.util.List;

/**
 * A network of a node, a group or an allocation. Since Nomad 1.8.2 empty fields are absent.
 *
 * @param dns or null
 */
public record Network(
        String mode,
        String device,
        String cidr,
        String ip,
        String hostname,
        long mBits,
        Dns dns,
        List<Port> reservedPorts,
        List<Port> dynamicPorts) {

    /**
     * A port with a label. Since Nomad 1.9 empty fields are absent.
     *
     * @param to inside the network of the tasks; 0 for the same
     * @param hostIp of allocated ports
     */
    public record Port(String label, int value, int to, String hostNetwork, String hostIp) {

        @Override
        public String toString() {
            return "Port";
        }
    }

    /** How names are resolved. */
    public record Dns(List<String> servers, List<String> searches, List<String> options) {

        @Override
        public String toString() {
            return "Dns";
        }
    }

    @Override
    public String toString() {
        return "Network";
    }
}
