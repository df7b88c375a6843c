package io.nomadflink.connector.source.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nomadflink.connector.client.Coverage;
import io.nomadflink.connector.client.Position;
import io.nomadflink.connector.client.Subscription;
import io.nomadflink.connector.event.Topic;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionSplitSerializerTest {
    private final SubscriptionSplitSerializer serializer = new SubscriptionSplitSerializer();

    private void survives(SubscriptionSplit split) throws IOException {
        SubscriptionSplit again =
                serializer.deserialize(serializer.getVersion(), serializer.serialize(split));

        assertThat(again).isEqualTo(split).hasSameHashCodeAs(split);
        assertThat(again.recording()).isEqualTo(split.recording());
    }

    @ParameterizedTest
    @EnumSource(StoredSplits.class)
    void everyKindOfSplitSurvives(StoredSplits stored) throws IOException {
        survives(stored.split());
    }

    /** State of version 1 must be read for ever. */
    @ParameterizedTest
    @EnumSource(StoredSplits.class)
    void bytesOfVersion1AreRead(StoredSplits stored) throws IOException {
        assertThat(serializer.deserialize(1, stored.bytes("v1"))).isEqualTo(stored.split());
    }

    @Test
    void aNewerVersionIsRefusedInWords() {
        assertThatThrownBy(() -> serializer.deserialize(99, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer");
    }

    @Test
    void thousandsOfKeysFit() throws IOException {
        String[] keys = new String[5000];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "00000000-0000-4000-8000-00000000" + i;
        }

        survives(
                SubscriptionSplit.of(
                        Subscription.of("", "*", Map.of(Topic.JOB, Arrays.asList(keys)))));
    }

    @Property(tries = 200)
    void anySplitSurvives(
            @ForAll @StringLength(max = 20) String region,
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String namespace,
            @ForAll @Size(min = 1, max = 5) Set<@StringLength(min = 1, max = 9) String> topics,
            @ForAll @Size(max = 5) List<@StringLength(max = 9) String> keys,
            @ForAll Coverage coverage,
            @ForAll long index,
            @ForAll @Size(max = 50) long[] signatures,
            @ForAll long watermark)
            throws IOException {
        Assume.that(!topics.contains("*") && keys.stream().noneMatch(k -> k.contains(":")));
        Map<Topic, Set<String>> wanted = new java.util.HashMap<>();
        topics.forEach(topic -> wanted.put(Topic.of(topic), new HashSet<>(keys)));
        Subscription subscription = Subscription.of(region, namespace, wanted);

        survives(
                new SubscriptionSplit(
                        "id " + region,
                        signatures.length % 2 == 0 ? subscription : subscription.namespacedOnly(),
                        null,
                        new Position(index, coverage, signatures),
                        topics,
                        KnownGaps.NONE.with(index, index + 1),
                        0,
                        new SplitClock(Map.of("Job", index), index + 1, watermark)));
    }
}
