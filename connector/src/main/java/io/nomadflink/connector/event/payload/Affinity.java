package io.nomadflink.connector.event.payload;

/** What a node should rather be. */
public record Affinity(String lTarget, String rTarget, String operand, int weight) {

    @Override
    public String toString() {
        return "Affinity";
    }
}
