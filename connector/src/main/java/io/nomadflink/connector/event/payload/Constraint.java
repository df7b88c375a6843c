package io.nomadflink.connector.event.payload;

/** What a node must be. */
public record Constraint(String lTarget, String rTarget, String operand) {

    @Override
    public String toString() {
        return "Constraint";
    }
}
