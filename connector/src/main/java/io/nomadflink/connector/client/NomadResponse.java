package io.nomadflink.connector.client;

import java.util.OptionalLong;

/**
 * The answer of a list, read or probe.
 *
 * @param status HTTP status
 * @param body JSON with 200, else Nomad's words
 * @param index {@code X-Nomad-Index}: for a list the last raft index that touched its table
 * @param nextToken {@code X-Nomad-NextToken} or null
 */
public record NomadResponse(int status, byte[] body, OptionalLong index, String nextToken) {

    public boolean ok() {
        return status == 200;
    }

    /** Nomad's words in an error, short. */
    public String words() {
        String text =
                new String(
                        body,
                        0,
                        Math.min(body.length, 200),
                        java.nio.charset.StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
