package io.nomadflink.connector.event.payload;

import java.util.List;

/**
 * What a task asks for.
 *
 * @param cpuMhz "CPU" in Nomad
 * @param secretsMb since Nomad 1.11
 */
public record Resources(
        long cpuMhz,
        long cores,
        long memoryMb,
        long memoryMaxMb,
        long diskMb,
        long secretsMb,
        List<Network> networks,
        List<Device> devices) {

    /** A request for a device. */
    public record Device(String name, long count) {

        @Override
        public String toString() {
            return "Device";
        }
    }

    @Override
    public String toString() {
        return "Resources";
    }
}
