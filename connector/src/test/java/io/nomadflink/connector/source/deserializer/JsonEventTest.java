package io.nomadflink.connector.source.deserializer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nomadflink.connector.event.NomadEvent;
import io.nomadflink.connector.event.Origin;
import io.nomadflink.connector.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class JsonEventTest {

    @Test
    void isAPojoWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(JsonEvent.class);
    }

    @Test
    void holdsTheEnvelopeAndThePayloadAsText() {
        byte[] payload =
                "{\"Quota\":{\"größe\":9007199254740993}}".getBytes(StandardCharsets.UTF_8);
        NomadEvent event =
                new NomadEvent(
                        7,
                        Topic.of("Quota"),
                        "QuotaUpserted",
                        "q",
                        "",
                        List.of("a"),
                        Origin.BACKFILL,
                        5,
                        payload,
                        0,
                        payload.length);
        JsonEvent json = JsonEvent.of(event);
        assertThat(json)
                .isEqualTo(
                        new JsonEvent(
                                7,
                                "Quota",
                                "QuotaUpserted",
                                "q",
                                "",
                                List.of("a"),
                                "BACKFILL",
                                5,
                                "{\"Quota\":{\"größe\":9007199254740993}}"));
        assertThat(json).hasToString("Quota/QuotaUpserted q @7");
    }
}
