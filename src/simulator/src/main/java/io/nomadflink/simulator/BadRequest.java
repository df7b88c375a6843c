package io.nomadflink.simulator;

/** A request that Nomad answers with 400 and this text. */
final class BadRequest extends Exception {

    private static final long serialVersionUID = 1;

    BadRequest(String text) {
        super(text);
    }
}
