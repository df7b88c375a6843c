package io.nomadflink.connector.event.payload;

/** How a volume may be used. */
public record VolumeCapability(String attachmentMode, String accessMode) {

    @Override
    public String toString() {
        return "VolumeCapability";
    }
}
