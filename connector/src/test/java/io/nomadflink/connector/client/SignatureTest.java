package io.nomadflink.connector.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.Recordings;
import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private static NomadEvent event(
            Topic topic, String type, String namespace, String key, String payload) {
        byte[] bytes = payload.getBytes(UTF_8);
        return new NomadEvent(
                5,
                topic,
                type,
                key,
                namespace,
                List.of("f"),
                Origin.STREAM,
                1,
                bytes,
                0,
                bytes.length);
    }

    private static long of(Topic topic, String type, String namespace, String key, String payload) {
        return Signature.of(event(topic, type, namespace, key, payload));
    }

    @Test
    void contentDoesNotMatter() {
        assertThat(of(Topic.EVALUATION, "T", "n", "k", "{\"Evaluation\":{\"NextEval\":\"x\"}}"))
                .isEqualTo(of(Topic.EVALUATION, "T", "n", "k", "{\"Evaluation\":{}}"));
    }

    @Test
    void eachPartOfTheIdentityMatters() {
        long base = of(Topic.NODE, "T", "n", "k", "{}");

        assertThat(of(Topic.SERVICE, "T", "n", "k", "{}")).isNotEqualTo(base);
        assertThat(of(Topic.NODE, "U", "n", "k", "{}")).isNotEqualTo(base);
        assertThat(of(Topic.NODE, "T", "m", "k", "{}")).isNotEqualTo(base);
        assertThat(of(Topic.NODE, "T", "n", "l", "{}")).isNotEqualTo(base);
        assertThat(of(Topic.NODE, "Tn", "", "k", "{}")).isNotEqualTo(base);
        assertThat(of(Topic.NODE, "T", "nk", "", "{}")).isNotEqualTo(base);
    }

    @Test
    void aJobIsToldFromItselfByItsStatus() {
        assertThat(of(Topic.JOB, "T", "n", "k", "{\"Job\":{\"Status\":\"dead\"}}"))
                .isNotEqualTo(of(Topic.JOB, "T", "n", "k", "{\"Job\":{\"Status\":\"pending\"}}"))
                .isEqualTo(of(Topic.JOB, "T", "n", "k", "{\"Job\":{\"A\":1,\"Status\":\"dead\"}}"));
    }

    @Test
    void anEmptyKeyIsReplacedByTheFirstFilterKey() {
        assertThat(of(Topic.HOST_VOLUME, "T", "n", "", "{}"))
                .isEqualTo(of(Topic.HOST_VOLUME, "T", "n", "f", "{}"));
    }

    @Test
    void manyAtOnceAreThoseOfEach() {
        List<NomadEvent> events =
                List.of(
                        event(Topic.NODE, "T", "n", "k", "{}"),
                        event(Topic.NODE, "T", "n", "l", "{}"),
                        event(Topic.NODE, "T", "m", "l", "{}"),
                        event(Topic.NODE, "U", "m", "l", "{}"),
                        event(Topic.SERVICE, "U", "m", "l", "{}"),
                        event(Topic.HOST_VOLUME, "U", "m", "", "{}"));
        long[] all = new long[7];
        Signature.of(events, all, 1);

        assertThat(all[0]).isZero();
        for (int i = 0; i < events.size(); i++) {
            assertThat(all[i + 1]).isEqualTo(Signature.of(events.get(i)));
        }
    }

    /** State holds signatures: another function would read old state as loss. */
    @Test
    void staysTheSameFromVersionToVersion() {
        assertThat(of(Topic.JOB, "JobRegistered", "default", "web", "{\"Job\":{\"Status\":\"x\"}}"))
                .isEqualTo(-9111337638666774965L);
    }

    @Test
    void isUniqueWithinEachIndexOfARealRecording() throws Exception {
        Map<String, String> seen = new HashMap<>();
        int[] count = new int[1];
        Recordings.events(
                Recordings.of("2.0.5"),
                e -> {
                    count[0]++;
                    String identity =
                            e.topic()
                                    + "/"
                                    + e.type()
                                    + "/"
                                    + e.namespace()
                                    + "/"
                                    + e.key()
                                    + (e.topic() == Topic.JOB ? e.objectText("Status") : "")
                                    + e.filterKeys();
                    assertThat(seen.putIfAbsent(e.index() + "/" + Signature.of(e), identity))
                            .isNull();
                });
        assertThat(count[0]).isGreaterThan(1000);
    }
}
