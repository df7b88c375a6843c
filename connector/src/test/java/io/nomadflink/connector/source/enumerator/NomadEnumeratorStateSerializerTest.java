package io.nomadflink.connector.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.source.split.StoredSplits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NomadEnumeratorStateSerializerTest {
    private static final String NAME = "ENUMERATOR";
    private static final NomadEnumeratorState STORED =
            new NomadEnumeratorState(Set.of("Job@*", "Node@*", "*@*"), StoredSplits.all());

    private final NomadEnumeratorStateSerializer serializer = new NomadEnumeratorStateSerializer();

    @Test
    void stateSurvives() throws IOException {
        byte[] bytes = serializer.serialize(STORED);

        same(serializer.deserialize(serializer.getVersion(), bytes), STORED);
    }

    @Test
    void emptyStateSurvives() throws IOException {
        NomadEnumeratorState empty = new NomadEnumeratorState(Set.of(), List.of());

        same(serializer.deserialize(1, serializer.serialize(empty)), empty);
    }

    /** State of version 1 must be read for ever. */
    @Test
    void bytesOfVersion1AreRead() throws IOException {
        same(serializer.deserialize(1, StoredSplits.resource("v1", NAME)), STORED);
    }

    @Test
    void aNewerVersionIsRefusedInWords() {
        assertThatThrownBy(() -> serializer.deserialize(99, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 99");
    }

    private static void same(NomadEnumeratorState found, NomadEnumeratorState wanted) {
        assertThat(found.known()).isEqualTo(wanted.known());
        assertThat(found.pending()).containsExactlyElementsOf(wanted.pending());
    }

    /** Writes the present version's bytes; not run by a test: stored bytes never change. */
    public static void main(String[] args) throws IOException {
        Files.write(
                Path.of(args[0], NAME + ".bin"),
                new NomadEnumeratorStateSerializer().serialize(STORED));
    }
}
