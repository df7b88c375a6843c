package io.nomadflink.connector.client;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the process that connects finds its Nomad token. Holds the place, never the token, so it
 * may stand in a job graph; read again at each request.
 */
public sealed interface TokenSource extends Serializable {

    /**
     * @throws IOException if the place cannot be read; the message names the place
     */
    Optional<String> token() throws IOException;

    /** The place, for messages. */
    String describe();

    /** No token: anonymous. */
    static TokenSource none() {
        return new None();
    }

    /** The content of a file, trimmed. */
    static TokenSource file(String path) {
        return new InFile(path);
    }

    /** An environment variable such as {@code NOMAD_TOKEN}; unset or empty means anonymous. */
    static TokenSource environment(String variable) {
        return new InEnvironment(variable);
    }

    /** Anonymous. */
    record None() implements TokenSource {
        @Override
        public Optional<String> token() {
            return Optional.empty();
        }

        @Override
        public String describe() {
            return "no token";
        }
    }

    /** In a file. */
    record InFile(String path) implements TokenSource {
        @Override
        public Optional<String> token() throws IOException {
            try {
                String text = Files.readString(Path.of(path)).strip();
                return text.isEmpty() ? Optional.empty() : Optional.of(text);
            } catch (IOException e) {
                throw new IOException(
                        "the token file "
                                + path
                                + " cannot be read: "
                                + e.getClass().getSimpleName());
            }
        }

        @Override
        public String describe() {
            return "the token in file " + path;
        }
    }

    /** In the environment. */
    record InEnvironment(String variable) implements TokenSource {
        @Override
        public Optional<String> token() {
            return Optional.ofNullable(System.getenv(variable))
                    .map(String::strip)
                    .filter(t -> !t.isEmpty());
        }

        @Override
        public String describe() {
            return "the token in " + variable;
        }
    }
}
